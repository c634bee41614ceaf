-- One attachment of one event.
-- Lock: none. Parameters: position bigint, role text.
select role, owner, sealed, wrapped_key from vault where position = %(position)s and role = %(role)s
