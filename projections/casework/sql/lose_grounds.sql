-- No fact is left that a listing rests on.
-- Lock: rows. Parameters: id uuid, day date. Placeholder: build.
update casework_listing_{build}
set ended_on = %(day)s, end_ground = 'grounds-gone'
where id = %(id)s and ended_on is null
