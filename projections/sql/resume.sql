-- Let a stopped live build try again.
-- Lock: the row. Parameters: name text.
update projection_build
set failure = null, failed_at = null
where name = %(name)s and is_live
