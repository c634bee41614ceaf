-- Counts the tags of replayed entries that no side backup covers: each goes on where the one before ended.
-- Parameters: covered bigint: first position that no side backup covers
update tag
   set n = c.n
  from (select t.tag, t.position,
               coalesce((select max(o.n) + 1 from tag o where o.tag = t.tag and o.position < %(covered)s), 0)
               + row_number() over (partition by t.tag order by t.position) - 1 as n
          from tag t
         where t.position >= %(covered)s and t.n is not null) c
 where tag.tag = c.tag and tag.position = c.position
