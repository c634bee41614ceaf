-- Records were corrected or ended: nothing is owed about them any more.
-- Lock: rows. Parameters: targets bytea[]. Placeholder: build.
update casework_case_{build}
set is_owed = false
where is_owed and targets && %(targets)s::bytea[]
