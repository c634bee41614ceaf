-- Let a finished build answer questions, after the former live one was dropped.
-- Lock: the row. Parameters: name text, build integer.
update projection_build
set is_live = true
where name = %(name)s and build = %(build)s
