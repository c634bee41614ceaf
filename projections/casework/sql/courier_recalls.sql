-- Recalls that some bodies have not confirmed yet, after a position.
-- Lock: none. Parameters: bodies bytea[], after bigint, amount integer. Placeholder: build.
select position, id::text
from casework_recall_{build}
where unit = any(%(bodies)s) and confirmed_on is null and position > %(after)s
order by position
limit %(amount)s
