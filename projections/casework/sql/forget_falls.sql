-- Facts that listings rested on were erased: what made them fall is known no more.
-- Lock: rows. Parameters: ids uuid[]. Placeholder: build.
update casework_listing_{build}
set fell_on = null, fall_decided_on = null, fall_ground = null
where id = any(%(ids)s::uuid[])
