-- Ground and days of each removal of a published listing, from the decision to the entry.
-- Lock: none. Placeholder: build (of casework).
select end_ground, ended_on - end_decided_on
from casework_listing_{build}
where published_on is not null and end_decided_on is not null
order by position
