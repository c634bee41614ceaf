-- Says which log this database holds, in a database that holds none yet.
-- Lock: the writer's.
-- $1 text:  origin
-- $2 text:  kind of its entries
-- $3 bytea: digest of a fixed tag under the tag key
insert into log (origin, kind, tag_check)
values ($1::text, $2::text, $3::bytea)
