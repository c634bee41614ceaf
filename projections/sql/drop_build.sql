-- Forget a build; its tables are dropped in the same transaction.
-- Lock: the row. Parameters: name text, build integer.
delete from projection_build
where name = %(name)s and build = %(build)s
