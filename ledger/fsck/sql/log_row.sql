-- Which log the database holds.
-- Lock: none. No parameters.
select origin, kind, tag_check from log
