-- Nothing is left of a subject.
-- Lock: rows. Parameters: subject bytea. Placeholder: build.
delete from listing_{build}
where subject = %(subject)s
