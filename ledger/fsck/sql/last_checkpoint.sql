-- Size of the last checkpoint.
-- Lock: none. No parameters.
select coalesce(max(size), 0) from checkpoint
