-- Files that began in a batch.
-- Lock: rows. Parameters: subjects bytea[], kinds text[]. Placeholder: build.
insert into statistics_subject_{build} (subject, kind)
select subject, kind
from unnest(%(subjects)b::bytea[], %(kinds)b::text[]) new (subject, kind)
on conflict (subject) do nothing
