-- Facts of a batch.
-- Lock: rows. Parameters: subjects bytea[], positions bigint[], facts bytea[], items text[], versions integer[],
-- days date[]. Placeholder: build.
insert into profile_fact_{build} (subject, position, fact, state, latest, content, item, item_version, decided_on)
select subject, position, fact, 'recorded', position, position, item, version, day
from unnest(
    %(subjects)b::bytea[], %(positions)b::bigint[], %(facts)b::bytea[], %(items)b::text[], %(versions)b::integer[],
    %(days)b::date[]
) new (subject, position, fact, item, version, day)
