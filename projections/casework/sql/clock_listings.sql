-- Published listings that nothing has ended, after a position.
-- Lock: none. Parameters: after bigint, amount integer. Placeholder: build.
select position, id::text
from casework_listing_{build}
where position > %(after)s and published_on is not null and end_ground is null and subject is not null
order by position
limit %(amount)s
