-- The first replayed entry under a tag whose count does not go on where the one before ended.
-- Parameters: start bigint: first replayed position
select t.position
  from (select tag, position, n, lag(n) over (partition by tag order by position) as before
          from tag
         where n is not null and tag in (select tag from tag where position >= %(start)s)) t
 where t.position >= %(start)s and t.n <> coalesce(t.before + 1, 0)
 order by t.position
 limit 1
