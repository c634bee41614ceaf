-- One process at a time follows a log; held by the session, so that it ends with the process.
-- Lock: advisory. No parameters.
select pg_try_advisory_lock(hashtextextended('chengjian/projections/follow/' || current_schema(), 0))
