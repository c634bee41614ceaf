-- Listings ended before their time.
-- Lock: rows. Parameters: ids uuid[], day date, decided_on date, ground text. Placeholder: build.
update casework_listing_{build}
set ended_on = %(day)s, end_decided_on = %(decided_on)s, end_ground = %(ground)s
where id = any(%(ids)s::uuid[]) and ended_on is null
