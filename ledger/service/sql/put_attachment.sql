-- Stores an attachment beside the disclosures of its event, or in place of one that does not open.
-- Lock: the row. The caller keeps erasures out (share_destruction.sql).
-- Parameters: position bigint, role text, owner bytea, sealed bytea, wrapped_key bytea.
insert into vault (position, role, owner, sealed, wrapped_key)
values (%(position)s, %(role)s, %(owner)s, %(sealed)s, %(wrapped_key)s)
    on conflict (position, role)
    do update set owner = excluded.owner, sealed = excluded.sealed, wrapped_key = excluded.wrapped_key
