-- Whether a projection has no live build of its version yet, or one that goes on and is behind the log. Writes nothing.
-- Lock: none. Parameters: names text[], versions integer[].
select coalesce(bool_or(
    build.position is null or build.failure is null and build.position < (select max(size) from checkpoint)
), false)
from unnest(%(names)s::text[], %(versions)s::integer[]) wanted(name, version)
left join projection_build build on build.name = wanted.name and build.version = wanted.version and build.is_live
