-- Drops what is known of everybody of whom something was erased since: all that is left of it is in the side backup, wrapped anew.
-- Parameters: since bigint: first position of the side backup; erasing text[]: topics
delete from vault
 where owner in (
       select v.owner
         from side_vault v
         join side_tag t on t.position = v.position
         join side_event_type e on e.id = t.type
        where v.position >= %(since)s and e.name = any (%(erasing)s))
