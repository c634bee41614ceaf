-- The platform said that a deadline passed.
-- Lock: rows. Parameters: id uuid. Placeholder: build.
update casework_case_{build}
set is_breached = true
where id = %(id)s
