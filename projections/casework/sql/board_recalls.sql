-- Recalls that a body has not confirmed yet.
-- Lock: none. Parameters: body bytea. Placeholder: build.
select id::text
from casework_recall_{build}
where unit = %(body)s and confirmed_on is null
order by position
