-- Listings of a body that may wait for its hearing, its decision or its publication; the state of each says which.
-- Lock: none. Parameters: agency text. Placeholder: build.
select id::text
from casework_listing_{build}
where body = %(agency)s
  and end_ground is null and published_on is null and subject is not null
order by position
