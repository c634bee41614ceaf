-- The tree as it is now.
-- Lock: the writer's (lock.sql).
select size, root, frontier, time_ms
  from checkpoint
 order by size desc
 limit 1
