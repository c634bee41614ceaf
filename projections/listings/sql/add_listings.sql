-- Listings of a batch.
-- Lock: rows. Parameters: positions bigint[], listings uuid[], lists text[], subjects bytea[], names bytea[],
-- ends date[]. Placeholder: build.
insert into listing_{build} (position, listing, list, subject, name, ends_on)
select position, listing, list, subject, name, ends_on
from unnest(
    %(positions)b::bigint[], %(listings)s::uuid[], %(lists)b::text[], %(subjects)b::bytea[], %(names)b::bytea[],
    %(ends)b::date[]
) new (position, listing, list, subject, name, ends_on)
