-- How many leaves are committed.
select coalesce(max(size), 0) from checkpoint
