-- The subject waived the rest of his time for a reply.
-- Lock: rows. Parameters: id uuid, day date. Placeholder: build.
update casework_listing_{build}
set waived_on = %(day)s
where id = %(id)s and waived_on is null
