-- Nothing is left of a subject.
-- Lock: rows. Parameters: subject bytea. Placeholder: build.
delete from public_item_{build}
where subject = %(subject)s
