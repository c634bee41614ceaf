-- A page of events in order; epochs are left out.
-- %(start)s bigint: first position
-- %(stop)s bigint:  position after the last
-- %(limit)s bigint: rows at most
select position, type, entry
  from entry
 where position >= %(start)s and position < %(stop)s and type <> 0
 order by position
 limit %(limit)s
