-- For each subject of a list, the newest entry under its tag, and whether anything in the vault is under its keys.
-- Lock: none. Runs on the primary key of tag and on the index vault_owner: "offset 0" and the lateral joins keep the
-- planner on them, whereas "exists" would read the whole vault while that is small, and go on so when it is large.
-- Parameters: 1 tags uuid[] (keyed digests), 2 owners bytea[], in the same order.
select u.i::int, h.position, d.has_data is not null
from unnest(%b::uuid[], %b::bytea[]) with ordinality u(tag, owner, i)
left join lateral (
    select tag.position from tag where tag.tag = u.tag order by tag.position desc offset 0 limit 1
) h on true
left join lateral (
    select true as has_data from vault where vault.owner = u.owner offset 0 limit 1
) d on true
