-- A unit looked at what is not public.
-- Lock: rows. Parameters: position bigint, subject bytea, unit bytea, has_purpose boolean. Placeholder: build.
insert into statistics_look_{build} (position, subject, unit, has_purpose)
values (%(position)s, %(subject)s, %(unit)s, %(has_purpose)s)
