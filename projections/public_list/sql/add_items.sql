-- Candidates of a batch.
-- Lock: rows. Parameters: positions bigint[], facts bytea[], subjects bytea[], names bytea[], ends date[].
-- Placeholder: build.
insert into public_item_{build} (position, fact, subject, name, ends_on)
select position, fact, subject, name, ends_on
from unnest(
    %(positions)b::bigint[], %(facts)b::bytea[], %(subjects)b::bytea[], %(names)b::bytea[], %(ends)b::date[]
) new (position, fact, subject, name, ends_on)
