-- Facts of a subject, in the order in which they were recorded.
-- Lock: none. Parameters: subject bytea. Placeholder: build.
select fact, position
from profile_fact_{build}
where subject = %(subject)s
order by position
