-- A fact is no candidate any more.
-- Lock: rows. Parameters: fact bytea, subject bytea. Placeholder: build.
delete from public_item_{build}
where fact = %(fact)s and subject = %(subject)s
