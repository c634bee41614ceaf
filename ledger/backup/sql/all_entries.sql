-- All entries in order; read through a cursor, a few thousand at a time.
select position, entry from entry order by position
