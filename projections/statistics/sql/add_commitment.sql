-- A public body committed itself.
-- Lock: rows. Parameters: position bigint, subject bytea, body bytea. Placeholder: build.
insert into statistics_commitment_{build} (position, subject, body)
values (%(position)s, %(subject)s, %(body)s)
