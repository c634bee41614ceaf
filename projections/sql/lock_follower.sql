-- One process at a time advances a projection; held until the transaction ends.
-- Lock: advisory. Parameters: name text.
select pg_try_advisory_xact_lock(hashtextextended('chengjian/projection/' || %(name)s || '/follow', 0))
