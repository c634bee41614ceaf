-- Listings of a body that may wait for its decision or its publication.
-- Lock: none. Parameters: agency text, today date. Placeholder: build.
select id::text
from casework_listing_{build}
where body = %(agency)s
  and end_ground is null and published_on is null and subject is not null
  and (decided_on is not null or waived_on is not null or reply_until < %(today)s)
order by position
