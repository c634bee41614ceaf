-- The counterpart of lock_builder.
-- Lock: advisory. Parameters: name text.
select pg_advisory_unlock(hashtextextended('chengjian/projection/' || %(name)s, 0))
