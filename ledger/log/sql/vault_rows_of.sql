-- All encrypted disclosures under one subject's key.
-- %(owner)s bytea
select position, role, owner, sealed, wrapped_key
  from vault
 where owner = %(owner)s
 order by position, role
