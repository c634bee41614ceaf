-- Takes over encrypted disclosures.
-- Parameters: stop bigint: size of the published log
insert into vault
select * from side_vault where position < %(stop)s
    on conflict (position, role)
    do update set owner = excluded.owner, sealed = excluded.sealed, wrapped_key = excluded.wrapped_key
