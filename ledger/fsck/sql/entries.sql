-- All leaves, in order.
-- Lock: none. No parameters.
select position, type, entry from entry order by position
