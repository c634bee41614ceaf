-- For query items with several tags, or with tags and types: which of them match an entry that the decision does not know.
-- Lock: the writer's.
-- $1 uuid[]:   one tag of each item, which drives the search
-- $2 bigint[]: first leaf position that the decision does not know
-- $3 text[]:   the item's types as an integer[] literal; '{}' allows all
-- $4 text[]:   the item's other tags as a uuid[] literal
select u.i
  from unnest($1::uuid[], $2::bigint[], $3::text[], $4::text[]) with ordinality u (tag, floor, types, others, i)
 cross join lateral (
       select
         from tag
        where tag.tag = u.tag
          and tag.position >= u.floor
          and (u.types = '{}' or tag.type = any (u.types::integer[]))
          and not exists (
              select
                from unnest(u.others::uuid[]) o (tag)
               where not exists (
                     select from tag other where other.tag = o.tag and other.position = tag.position))
       offset 0 limit 1) found
