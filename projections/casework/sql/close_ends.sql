-- The platform said that the publicity of facts is over; they stay, so that it can be looked at whether they are shown.
-- Lock: rows. Parameters: facts bytea[], day date. Placeholder: build.
update casework_end_{build}
set ended_on = %(day)s
where fact = any(%(facts)s::bytea[]) and ended_on is null
