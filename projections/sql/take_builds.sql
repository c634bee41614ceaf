-- The live builds of some projections with the size of the log, each locked until the transaction ends; those that
-- another process is advancing or swapping are left out.
-- Lock: the rows. Parameters: names text[], versions integer[].
select build.name, build.build, build.position, build.failure, (select coalesce(max(size), 0) from checkpoint)
from unnest(%(names)s::text[], %(versions)s::integer[]) wanted(name, version)
join projection_build build on build.name = wanted.name and build.version = wanted.version and build.is_live
for update of build skip locked
