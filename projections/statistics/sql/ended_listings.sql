-- Listings that ended after their publication, by ground; by time, whether or not the platform has said so.
-- Lock: none. Parameters: today date. Placeholder: build (of casework).
select coalesce(end_ground, 'expired') as ground, count(*)
from casework_listing_{build}
where published_on is not null and (end_ground is not null or ends_on <= %(today)s)
group by ground
order by ground
