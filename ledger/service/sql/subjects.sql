-- For each subject of a list, the newest entry under its tag, and whether anything in the vault is under its keys.
-- Lock: none. Runs on the primary key of tag ("offset 0" keeps the planner on it) and on the index vault_owner.
-- Parameters: 1 tags uuid[] (keyed digests), 2 owners bytea[], in the same order.
select u.i::int, h.position, exists (select from vault v where v.owner = u.owner)
from unnest(%b::uuid[], %b::bytea[]) with ordinality u(tag, owner, i)
left join lateral (
    select tag.position from tag where tag.tag = u.tag order by tag.position desc offset 0 limit 1
) h on true
