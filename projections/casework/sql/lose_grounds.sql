-- No fact is left that a listing rests on.
-- Lock: rows. Parameters: id uuid, day date, decided_on date, ground text. Placeholder: build.
update casework_listing_{build}
set end_ground = 'grounds-gone', fell_on = %(day)s, fall_decided_on = %(decided_on)s, fall_ground = %(ground)s
where id = %(id)s and end_ground is null
