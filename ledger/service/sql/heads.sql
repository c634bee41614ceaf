-- For each tag of a list, its newest entry, that entry's topic and whose data the entry holds.
-- Lock: none. Runs on the primary key of tag; "offset 0" keeps the planner on it (a plain "= any" flips to a sequential scan).
-- Parameters: 1 tags uuid[] (keyed digests).
select u.i::int, h.position, t.name, v.owner
from unnest(%b::uuid[]) with ordinality u(tag, i)
cross join lateral (
    select tag.position, tag.type from tag where tag.tag = u.tag order by tag.position desc offset 0 limit 1
) h
join event_type t on t.id = h.type
left join vault v on v.position = h.position and v.role = 'subject'
