-- A page of events that match any of several query items, in order.
-- The laterals with OFFSET 0 keep a prepared plan on the indexes.
-- %(tags)s uuid[]:          one tag of each item with tags, which drives the search
-- %(item_types)s text[]:    that item's types as an integer[] literal; '{}' allows all
-- %(others)s text[]:        that item's other tags as a uuid[] literal
-- %(types)s integer[]:      types that match without any tag
-- %(start)s bigint:         first position
-- %(stop)s bigint:          position after the last
-- %(limit)s bigint:         rows at most
with matching (position) as (
  select found.position
    from unnest(%(tags)s::uuid[], %(item_types)s::text[], %(others)s::text[]) u (tag, types, others)
   cross join lateral (
         select tag.position
           from tag
          where tag.tag = u.tag
            and tag.position >= %(start)s and tag.position < %(stop)s
            and (u.types = '{}' or tag.type = any (u.types::integer[]))
            and not exists (
                select
                  from unnest(u.others::uuid[]) o (tag)
                 where not exists (
                       select from tag other where other.tag = o.tag and other.position = tag.position))
          order by tag.position
         offset 0 limit %(limit)s) found
  union
  select found.position
    from unnest(%(types)s::integer[]) u (type)
   cross join lateral (
         select entry.position
           from entry
          where entry.type = u.type and entry.position >= %(start)s and entry.position < %(stop)s
          order by entry.position
         offset 0 limit %(limit)s) found
   order by position
   limit %(limit)s
)
select m.position, e.type, e.entry
  from matching m
 cross join lateral (select entry.type, entry.entry from entry where entry.position = m.position offset 0) e
 order by m.position
