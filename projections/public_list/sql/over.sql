-- Adverse facts that were over by a day, before a place in that order, the latest first.
-- Lock: none. Parameters: today date, day date, before bigint, amount integer. Placeholder: build.
select ends_on, position, fact
from public_item_{build}
where is_adverse and ends_on <= %(today)s and (ends_on, position) < (%(day)s, %(before)s)
order by ends_on desc, position desc
limit %(amount)s
