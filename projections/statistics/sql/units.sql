-- Bodies that looked with a purpose.
-- Lock: none. Placeholder: build.
select distinct unit
from statistics_look_{build}
where has_purpose
