-- Candidates of a batch.
-- Lock: rows. Parameters: positions bigint[], facts bytea[], subjects bytea[], names bytea[], ends date[],
-- adverse boolean[]. Placeholder: build.
insert into public_item_{build} (position, fact, subject, name, ends_on, is_adverse)
select position, fact, subject, name, ends_on, is_adverse
from unnest(
    %(positions)b::bigint[], %(facts)b::bytea[], %(subjects)b::bytea[], %(names)b::bytea[], %(ends)b::date[],
    %(adverse)b::boolean[]
) new (position, fact, subject, name, ends_on, is_adverse)
