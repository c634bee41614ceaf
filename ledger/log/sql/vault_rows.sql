-- Encrypted disclosures of a stretch of entries.
-- %(start)s bigint: first position
-- %(stop)s bigint:  position after the last
select position, role, owner, sealed, wrapped_key
  from vault
 where position >= %(start)s and position < %(stop)s
 order by position, role
