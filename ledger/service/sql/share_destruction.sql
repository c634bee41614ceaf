-- Keeps erasures out until the end of the transaction, if none goes on and none waits for its turn.
-- Lock: advisory, shared, that of lock_destruction.sql; it never waits.
select pg_try_advisory_xact_lock_shared(1667787365, hashtext(current_schema()))
