-- A case was decided, or the last record of an application. A complaint that was right is about conduct: no record is to
-- be mended for it. A body that grants what it refused changes the outcome of the application, and not its day.
-- Lock: rows. Parameters: id uuid, outcome text, day date, body text, is_owed boolean. Placeholder: build.
update casework_case_{build}
set outcome = %(outcome)s,
    decided_on = coalesce(decided_on, %(day)s),
    decided_by = coalesce(decided_by, %(body)s),
    is_owed = %(is_owed)s and kind <> 'complaint'
where id = %(id)s and (outcome is null or kind = 'repair')
