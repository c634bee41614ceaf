-- Adverse facts whose publicity ended by time, the last first; as the platform said, or by the rules of their entry.
-- Lock: none. Parameters: today date, amount integer. Placeholder: build (of casework).
select position
from casework_end_{build}
where coalesce(ended_on, ends_on) <= %(today)s
order by coalesce(ended_on, ends_on) desc, position desc
limit %(amount)s
