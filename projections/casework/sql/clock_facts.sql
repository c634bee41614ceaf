-- Adverse facts that everybody could see until a day that has come, and of which nobody said so, after a position.
-- Lock: none. Parameters: after bigint, today date, amount integer. Placeholder: build.
select position
from casework_end_{build}
where position > %(after)s and ends_on <= %(today)s and ended_on is null
order by position
limit %(amount)s
