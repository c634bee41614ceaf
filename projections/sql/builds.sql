-- All builds of a projection, the live one first.
-- Lock: none. Parameters: name text.
select build, version, position, is_live, failure, failed_at
from projection_build
where name = %(name)s
order by is_live desc, build
