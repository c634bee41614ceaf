-- Published listings whose term is over, the last first.
-- Lock: none. Parameters: today date, amount integer. Placeholder: build (of casework).
select id::text
from casework_listing_{build}
where published_on is not null and subject is not null and ends_on <= %(today)s
order by ends_on desc, position desc
limit %(amount)s
