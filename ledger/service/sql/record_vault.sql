-- Vault rows of a range, for folds over the log.
-- Lock: none. Parameters: start bigint, stop bigint (exclusive), roles text[].
select position, role, owner, sealed, wrapped_key
from vault
where position >= %(start)s and position < %(stop)s and role = any(%(roles)s)
order by position
