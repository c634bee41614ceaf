-- Candidates of a subject, before a position, the newest first.
-- Lock: none. Parameters: before bigint, today date, subject bytea, amount integer. Placeholder: build.
select position, fact
from public_item_{build}
where subject = %(subject)s and position < %(before)s and ends_on > %(today)s
order by position desc
limit %(amount)s
