-- Lets one writer of this log in at a time, for the length of its transaction.
-- Lock: advisory, transaction, (0x63686A6C, hash of the schema's name). It does not collide with VACUUM, ANALYZE or readers.
-- Must be a statement of its own: the ones after it then see everything that the last writer committed.
select pg_advisory_xact_lock(1667787372, hashtext(current_schema()))
