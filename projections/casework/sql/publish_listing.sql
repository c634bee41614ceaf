-- A listing took effect.
-- Lock: rows. Parameters: id uuid, day date. Placeholder: build.
update casework_listing_{build}
set published_on = %(day)s
where id = %(id)s and published_on is null
