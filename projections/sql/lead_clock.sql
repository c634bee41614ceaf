-- One process at a time says what the passing of time means; held by the session, so that it ends with the process.
-- Lock: advisory. No parameters.
select pg_try_advisory_lock(hashtextextended('chengjian/clock/' || current_schema(), 0))
