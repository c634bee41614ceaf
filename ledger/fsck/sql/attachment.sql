-- What is sealed of one attachment.
-- Lock: none. Parameters: position bigint, role text.
select sealed from vault where position = %(position)s and role = %(role)s
