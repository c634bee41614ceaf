-- Vault rows at given positions.
-- Lock: none. Parameters: positions bigint[], roles text[].
select position, role, owner, sealed, wrapped_key
from vault
where position = any(%(positions)s) and role = any(%(roles)s)
order by position
