-- A fact no longer stands.
-- Lock: rows. Parameters: fact bytea, subject bytea, position bigint. Placeholder: build.
update profile_fact_{build}
set state = 'withdrawn', latest = %(position)s
where fact = %(fact)s and subject = %(subject)s and state <> 'erased'
