-- A version of an item whose records may be shown.
-- Lock: rows. Parameters: item text, version integer, validity_months integer. Placeholder: build.
insert into public_catalogue_{build} (item, version, validity_months)
values (%(item)s, %(version)s, %(validity_months)s)
