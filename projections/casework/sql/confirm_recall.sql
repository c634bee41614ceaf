-- The recipient stopped using what was recalled.
-- Lock: rows. Parameters: id uuid, day date. Placeholder: build.
update casework_recall_{build}
set confirmed_on = %(day)s
where id = %(id)s and confirmed_on is null
