-- The platform said that one more deadline passed.
-- Lock: rows. Parameters: id uuid. Placeholder: build.
update casework_case_{build}
set breaches = breaches + 1
where id = %(id)s
