-- Where tags occur, each in the order of the log.
-- The lateral join with offset 0 keeps a prepared statement on the primary key.
-- Lock: none. Parameters: tags uuid[], start bigint, stop bigint (exclusive).
select found.tag, found.position, found.type
from unnest(%(tags)s::uuid[]) wanted(tag)
cross join lateral (
    select tag.tag, tag.position, tag.type
    from tag
    where tag.tag = wanted.tag and tag.position >= %(start)s and tag.position < %(stop)s
    offset 0
) found
order by found.tag, found.position
