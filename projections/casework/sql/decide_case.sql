-- A case was decided, or the last record of an application.
-- Lock: rows. Parameters: id uuid, outcome text, day date, body text, is_owed boolean. Placeholder: build.
update casework_case_{build}
set outcome = %(outcome)s, decided_on = %(day)s, decided_by = %(body)s, is_owed = %(is_owed)s
where id = %(id)s and outcome is null
