-- Ground and days of each removal of a published listing, from the decision to the entry; a listing that fell with the
-- last of its facts was removed when that fell, for its reason. Days are null where no decision's day is known.
-- Lock: none. Placeholder: build (of casework).
select coalesce(fall_ground, end_ground) as ground,
       case when fall_ground is null then ended_on - end_decided_on else fell_on - fall_decided_on end as days
from casework_listing_{build}
where published_on is not null and (end_decided_on is not null or fall_ground is not null)
order by position
