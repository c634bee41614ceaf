-- A case or an application was filed.
-- Lock: rows. Parameters: position bigint, id uuid, kind text, subject bytea, bodies bytea[], targets bytea[],
-- is_organisation boolean, edition integer, filed_on date. Placeholder: build.
insert into casework_case_{build}
    (position, id, kind, subject, bodies, targets, is_organisation, edition, filed_on)
values (
    %(position)s, %(id)s, %(kind)s, %(subject)s, %(bodies)s::bytea[], %(targets)s::bytea[],
    %(is_organisation)s, %(edition)s, %(filed_on)s
)
