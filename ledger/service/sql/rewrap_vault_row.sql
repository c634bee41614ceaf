-- Replace a row's wrapped data key; the disclosures stay as they are.
-- Lock: the row.
-- Parameters: position bigint, role text, wrapped_key bytea.
UPDATE vault SET wrapped_key = %(wrapped_key)s WHERE position = %(position)s AND role = %(role)s
