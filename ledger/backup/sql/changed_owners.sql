-- Whom something was erased of since a position.
-- Parameters: since bigint; erasing text[]: topics
select distinct v.owner
  from vault v
  join entry e on e.position = v.position
  join event_type t on t.id = e.type
 where v.position >= %(since)s and t.name = any (%(erasing)s)
