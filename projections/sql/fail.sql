-- Stop a build where it stands and say why.
-- Lock: the row. Parameters: name text, build integer, position bigint, failure text.
update projection_build
set failure = %(failure)s, failed_at = now()
where name = %(name)s and build = %(build)s and position = %(position)s
