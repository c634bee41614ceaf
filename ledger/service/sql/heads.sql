-- For each tag of a list, its newest entry, that entry's topic and whose data the entry holds.
-- Lock: none. Runs on the primary keys of tag and vault: the lateral joins with "offset 0" keep the planner on them (a
-- plain "= any" flips to a sequential scan, a plain join to a hash of the whole vault, dearer with each entry).
-- Parameters: 1 tags uuid[] (keyed digests).
select u.i::int, h.position, t.name, v.owner
from unnest(%b::uuid[]) with ordinality u(tag, i)
cross join lateral (
    select tag.position, tag.type from tag where tag.tag = u.tag order by tag.position desc offset 0 limit 1
) h
join event_type t on t.id = h.type
left join lateral (
    select vault.owner from vault where vault.position = h.position and vault.role = 'subject' offset 0 limit 1
) v on true
