-- Do not wait for the disk at COMMIT. A crash may undo the last batches of a read model, rows and position together;
-- the log is on the disk before a follower can see it, so no position is ever ahead of it.
-- Lock: none. No parameters.
set synchronous_commit = off
