-- A fact's fields were replaced.
-- Lock: rows. Parameters: fact bytea, subject bytea, position bigint, item text, version integer, day date.
-- Placeholder: build.
update profile_fact_{build}
set state = 'corrected', latest = %(position)s, content = %(position)s,
    item = %(item)s, item_version = %(version)s, decided_on = %(day)s
where fact = %(fact)s and subject = %(subject)s and state <> 'erased'
