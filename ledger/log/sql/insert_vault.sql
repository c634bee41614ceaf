-- Stores encrypted disclosures beside their entries.
-- Lock: the writer's.
-- $1 bigint[]: leaf positions
-- $2 text[]:   roles
-- $3 bytea[]:  owners
-- $4 bytea[]:  sealed disclosures
-- $5 bytea[]:  wrapped data keys
insert into vault (position, role, owner, sealed, wrapped_key)
select * from unnest($1::bigint[], $2::text[], $3::bytea[], $4::bytea[], $5::bytea[])
