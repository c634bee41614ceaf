-- Facts ended, by time or before it.
-- Lock: rows. Parameters: facts bytea[]. Placeholder: build.
delete from casework_end_{build}
where fact = any(%(facts)s::bytea[])
