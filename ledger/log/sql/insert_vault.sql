-- Stores encrypted disclosures beside their entries. Unnested in the select list, like the entries.
-- Lock: the writer's.
-- $1 bigint[]: leaf positions
-- $2 text[]:   roles
-- $3 bytea[]:  owners
-- $4 bytea[]:  sealed disclosures
-- $5 bytea[]:  wrapped data keys
insert into vault (position, role, owner, sealed, wrapped_key)
select unnest($1::bigint[]), unnest($2::text[]), unnest($3::bytea[]), unnest($4::bytea[]), unnest($5::bytea[])
