-- Listings of a list, before a position, that may last beyond a day, the newest first.
-- Lock: none. Parameters: list text, before bigint, day date, amount integer. Placeholder: build.
select position, listing::text
from listing_{build}
where list = %(list)s and position < %(before)s and ends_on > %(day)s
order by position desc
limit %(amount)s
