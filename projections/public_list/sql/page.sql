-- Candidates before a position, the newest first.
-- Lock: none. Parameters: before bigint, today date, subject bytea or null, name bytea or null, amount integer.
-- Placeholder: build.
select position, fact
from public_item_{build}
where position < %(before)s
  and ends_on > %(today)s
  and (%(subject)s::bytea is null or subject = %(subject)s)
  and (%(name)s::bytea is null or name = %(name)s)
order by position desc
limit %(amount)s
