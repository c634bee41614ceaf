-- Listings of a list, with a name, before a position, that may last beyond a day, the newest first.
-- Lock: none. Parameters: list text, name bytea, before bigint, day date, amount integer. Placeholder: build.
select position, listing::text
from listing_{build}
where list = %(list)s and name = %(name)s and position < %(before)s and ends_on > %(day)s
order by position desc
limit %(amount)s
