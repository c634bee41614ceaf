-- Lets the next process in.
-- Lock: gives back the one of lock_destruction.sql.
SELECT pg_advisory_unlock(1667787365, hashtext(current_schema()))
