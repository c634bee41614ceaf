-- Listings that run on a day, by list.
-- Lock: none. Parameters: today date. Placeholder: build (of casework).
select list, count(*)
from casework_listing_{build}
where published_on is not null and end_ground is null and subject is not null and ends_on > %(today)s
group by list
order by list
