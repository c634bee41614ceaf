-- The platform said that the publicity of a listing is over.
-- Lock: rows. Parameters: id uuid, day date. Placeholder: build.
update casework_listing_{build}
set ended_on = %(day)s, end_ground = 'expired'
where id = %(id)s and ended_on is null
