-- Stores leaves. Unnested in the select list: in FROM, every row would go through a tuplestore first.
-- Lock: the writer's.
-- $1 bigint[]:  positions, in order
-- $2 integer[]: types
-- $3 bytea[]:   exact leaf bytes
insert into entry (position, type, entry)
select unnest($1::bigint[]), unnest($2::integer[]), unnest($3::bytea[])
