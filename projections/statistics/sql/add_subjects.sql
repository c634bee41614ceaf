-- Files that began in a batch.
-- Lock: rows. Parameters: subjects bytea[], organisations boolean[]. Placeholder: build.
insert into statistics_subject_{build} (subject, is_organisation)
select subject, is_organisation
from unnest(%(subjects)b::bytea[], %(organisations)b::boolean[]) new (subject, is_organisation)
on conflict (subject) do nothing
