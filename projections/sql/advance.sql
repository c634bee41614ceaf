-- Say how far a build has read, in the transaction that applied the batch.
-- Lock: the row. Parameters: name text, build integer, position bigint.
update projection_build
set position = %(position)s, failure = null, failed_at = null
where name = %(name)s and build = %(build)s
