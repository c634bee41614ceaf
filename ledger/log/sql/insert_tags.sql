-- Stores the tags of entries. In order, which spares the index a third of the work; each once, also if an event names
-- it twice. Unnested in the select list: in FROM, every row would go through a tuplestore first.
-- Lock: the writer's.
-- $1 uuid[]:    tags
-- $2 bigint[]:  leaf positions
-- $3 integer[]: earlier entries under the tag; null for tags that are not counted
-- $4 integer[]: types
insert into tag (tag, position, n, type)
select distinct
       unnest($1::uuid[]) as tag,
       unnest($2::bigint[]) as position,
       unnest($3::integer[]) as n,
       unnest($4::integer[]) as type
 order by tag, position
