-- Adverse facts that everybody could see until a day that has come, the last first.
-- Lock: none. Parameters: today date, amount integer. Placeholder: build (of casework).
select position
from casework_end_{build}
where ends_on <= %(today)s
order by ends_on desc, position desc
limit %(amount)s
