-- One process at a time brings recalls to their recipients; held by the session, so that it ends with the process.
-- Lock: advisory. No parameters.
select pg_try_advisory_lock(hashtextextended('chengjian/courier/' || current_schema(), 0))
