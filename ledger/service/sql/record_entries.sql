-- Entries of a range, for folds over the log.
-- Lock: none. Parameters: start bigint, stop bigint (exclusive).
select position, type, entry
from entry
where position >= %(start)s and position < %(stop)s
order by position
