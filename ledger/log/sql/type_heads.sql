-- The last entry of each type.
-- Lock: the writer's.
-- $1 integer[]: types, each once
select u.type, e.position
  from unnest($1::integer[]) u (type)
 cross join lateral (
       select entry.position
         from entry
        where entry.type = u.type
        order by entry.position desc
       offset 0 limit 1) e
