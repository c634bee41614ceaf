-- A fact's data are destroyed. The row may be missing, when the data were gone before this build came to them.
-- Lock: rows. Parameters: fact bytea, subject bytea, recorded bigint, position bigint. Placeholder: build.
insert into profile_fact_{build} (subject, position, fact, state, latest)
values (%(subject)s, %(recorded)s, %(fact)s, 'erased', %(position)s)
on conflict (subject, position) do update
set state = 'erased', latest = excluded.latest, content = null, item = null, item_version = null, decided_on = null
