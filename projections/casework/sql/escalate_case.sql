-- A case was taken further and is open again.
-- Lock: rows. Parameters: id uuid, day date. Placeholder: build.
update casework_case_{build}
set escalated_on = %(day)s, outcome = null, decided_on = null, decided_by = null, is_owed = false
where id = %(id)s
