-- Public bodies that committed themselves.
-- Lock: none. Placeholder: build.
select distinct body
from statistics_commitment_{build}
