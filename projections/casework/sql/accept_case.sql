-- A case or an application was taken up; the first time counts.
-- Lock: rows. Parameters: id uuid, day date, body text, needs_help boolean. Placeholder: build.
update casework_case_{build}
set accepted_on = %(day)s, accepted_by = %(body)s, needs_help = %(needs_help)s
where id = %(id)s and accepted_on is null
