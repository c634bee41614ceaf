-- The last entry under each tag: how far it was counted, and whether something is newer than a decision knows.
-- The lateral with OFFSET 0 keeps a prepared plan on the index.
-- Lock: the writer's.
-- $1 uuid[]: tags, each once
select u.i, h.position, h.n
  from unnest($1::uuid[]) with ordinality u (tag, i)
 cross join lateral (
       select tag.position, tag.n
         from tag
        where tag.tag = u.tag
        order by tag.position desc
       offset 0 limit 1) h
