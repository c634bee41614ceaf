-- Begin a build. A number may come back only after a build that never answered questions.
-- Lock: the row. Parameters: name text, version integer, is_live boolean.
insert into projection_build (name, build, version, is_live)
select %(name)s, coalesce(max(build), 0) + 1, %(version)s, %(is_live)s
from projection_build
where name = %(name)s
returning build
