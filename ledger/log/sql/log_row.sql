-- Which log this database holds.
select origin, kind, tag_check from log
