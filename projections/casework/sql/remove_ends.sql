-- Facts ended before their time, or their day is computed anew.
-- Lock: rows. Parameters: facts bytea[]. Placeholder: build.
delete from casework_end_{build}
where fact = any(%(facts)s::bytea[])
