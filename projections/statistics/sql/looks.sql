-- Looks at what is not public, and those without a purpose.
-- Lock: none. Placeholder: build.
select count(*), count(*) filter (where not has_purpose)
from statistics_look_{build}
