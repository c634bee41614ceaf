-- Reads leaves back as they are stored.
-- $1 bigint: first position
-- $2 bigint: position after the last
select entry
  from entry
 where position >= $1::bigint and position < $2::bigint
 order by position
