-- All tag rows, in the order of their positions; the server sorts.
-- Lock: none. No parameters.
select position, tag, n, type from tag order by position
