-- The build of a projection that answers questions.
-- Lock: none. Parameters: name text, version integer.
select build, position, failure
from projection_build
where name = %(name)s and version = %(version)s and is_live
