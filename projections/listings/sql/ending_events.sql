-- The latest events of some topics before a position. Runs on the index entry_type, once for each topic.
-- Lock: none. Parameters: topics text[], before bigint, amount integer.
select found.position
from event_type
cross join lateral (
    select entry.position
    from entry
    where entry.type = event_type.id and entry.position < %(before)s
    order by entry.position desc
    limit %(amount)s
) found
where event_type.name = any(%(topics)s)
order by found.position desc
limit %(amount)s
