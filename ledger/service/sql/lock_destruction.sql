-- Lets one process at a time erase, or make good what a crash or a restore left of recorded erasures.
-- Lock: advisory, session, (0x63686A65, hash of the schema's name); readers and the sequencer do not wait for it.
SELECT pg_advisory_lock(1667787365, hashtext(current_schema()))
