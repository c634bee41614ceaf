-- The last entry that is an event; epochs do not count.
-- Lock: the writer's, where it answers a condition.
select position
  from entry
 where type <> 0
 order by position desc
 limit 1
