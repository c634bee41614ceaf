-- All checkpoints, in the order of their sizes.
-- Lock: none. No parameters.
select size, prev_size, root, frontier, time_ms from checkpoint order by size
