-- Stores tiles that became full.
-- Lock: the writer's.
-- $1 integer[]: levels
-- $2 bigint[]:  places in their level
-- $3 bytea[]:   roots
-- $4 bytea[]:   256 hashes each
insert into tile (level, n, root, hashes)
select * from unnest($1::integer[], $2::bigint[], $3::bytea[], $4::bytea[])
