-- Leaf hashes of a stretch of entries, such as the open tile at the right edge, made by PostgreSQL from the stored bytes.
-- $1 bigint: first position
-- $2 bigint: position after the last
select sha256('\x00'::bytea || entry)
  from entry
 where position >= $1::bigint and position < $2::bigint
 order by position
