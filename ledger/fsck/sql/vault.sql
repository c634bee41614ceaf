-- All vault rows, in the order of their positions.
-- Lock: none. No parameters.
select position, role, owner, sealed, wrapped_key from vault order by position, role
