-- Entries at given positions.
-- Lock: none. Parameters: positions bigint[].
select position, type, entry
from entry
where position = any(%(positions)s)
order by position
