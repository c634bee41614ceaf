-- A recall was ordered.
-- Lock: rows. Parameters: position bigint, id uuid, subject bytea, unit bytea, due_on date. Placeholder: build.
insert into casework_recall_{build} (position, id, subject, unit, due_on)
values (%(position)s, %(id)s, %(subject)s, %(unit)s, %(due_on)s)
