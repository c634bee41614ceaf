-- Everything that lies under the keys of one subject, for wrapping it anew: the keys alone, for attachments are large.
-- Lock: the rows, until the end of the transaction.
-- Parameters: owner bytea.
SELECT position, role, owner, ''::bytea, wrapped_key
FROM vault
WHERE owner = %(owner)s
ORDER BY position, role
FOR UPDATE
