-- A page of leaves in order.
-- %(start)s bigint: first position
-- %(stop)s bigint:  position after the last
-- %(limit)s bigint: rows at most
select position, type, entry
  from entry
 where position >= %(start)s and position < %(stop)s
 order by position
 limit %(limit)s
