-- The data of a fact are destroyed, and with them what was filed about it.
-- Lock: rows. Parameters: targets bytea[]. Placeholder: build.
delete from casework_case_{build}
where targets && %(targets)s::bytea[]
