-- Adverse facts over by a day, of which nobody said so yet, before a place in that order, the latest first.
-- Lock: none. Parameters: today date, day date, before bigint, amount integer. Placeholder: build (of casework).
select ends_on, position
from casework_end_{build}
where ended_on is null and ends_on <= %(today)s and (ends_on, position) < (%(day)s, %(before)s)
order by ends_on desc, position desc
limit %(amount)s
