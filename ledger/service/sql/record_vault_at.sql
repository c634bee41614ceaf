-- Vault rows at given positions.
-- Lock: none. Parameters: positions bigint[].
select position, role, owner, sealed, wrapped_key
from vault
where position = any(%(positions)s)
order by position
