-- No fact is left that a listing rests on.
-- Lock: rows. Parameters: id uuid. Placeholder: build.
update casework_listing_{build}
set end_ground = 'grounds-gone'
where id = %(id)s and end_ground is null
