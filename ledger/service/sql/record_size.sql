-- Leaves in the log, in the caller's snapshot.
-- Lock: none. No parameters.
select coalesce(max(size), 0) from checkpoint
