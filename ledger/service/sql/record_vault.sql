-- Vault rows of a range, for folds over the log.
-- Lock: none. Parameters: start bigint, stop bigint (exclusive).
select position, role, owner, sealed, wrapped_key
from vault
where position >= %(start)s and position < %(stop)s
order by position
