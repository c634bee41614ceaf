-- Takes over the tags of the entries that are missing.
-- Parameters: start bigint: first missing position; stop bigint: size of the published log
insert into tag
select * from side_tag where position >= %(start)s and position < %(stop)s
