-- The publicity of facts ended before its time, or was said to be over.
-- Lock: rows. Parameters: facts bytea[], subject bytea, day date. Placeholder: build.
update public_item_{build}
set ends_on = least(ends_on, %(day)s)
where fact = any(%(facts)s) and subject = %(subject)s
