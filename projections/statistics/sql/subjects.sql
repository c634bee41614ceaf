-- Who is on record, by kind.
-- Lock: none. Placeholder: build.
select kind, count(*)
from statistics_subject_{build}
group by kind
