-- One process at a time makes or rebuilds a projection; held by the session.
-- Lock: advisory. Parameters: name text.
select pg_try_advisory_lock(hashtextextended('chengjian/projection/' || %(name)s, 0))
