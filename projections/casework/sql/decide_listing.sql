-- The decision to list was taken.
-- Lock: rows. Parameters: id uuid, day date, ends_on date. Placeholder: build.
update casework_listing_{build}
set decided_on = %(day)s, ends_on = %(ends_on)s
where id = %(id)s and decided_on is null
