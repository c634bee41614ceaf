-- Stores the tags of entries. In order, which spares the index a third of the work; each once, also if an event names it twice.
-- Lock: the writer's.
-- $1 uuid[]:    tags
-- $2 bigint[]:  leaf positions
-- $3 integer[]: earlier entries under the tag; null for tags that are not counted
-- $4 integer[]: types
insert into tag (tag, position, n, type)
select distinct *
  from unnest($1::uuid[], $2::bigint[], $3::integer[], $4::integer[])
 order by 1, 2
