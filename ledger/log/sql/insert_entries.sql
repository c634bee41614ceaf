-- Stores consecutive leaves.
-- Lock: the writer's.
-- $1 bigint:    position of the first
-- $2 integer[]: types
-- $3 bytea[]:   exact leaf bytes
insert into entry (position, type, entry)
select $1::bigint + u.i - 1, u.type, u.entry
  from unnest($2::integer[], $3::bytea[]) with ordinality u (type, entry, i)
