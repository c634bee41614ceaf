-- About how many bytes the log's tables take.
-- Parameters: tables text[]: their names
select coalesce(sum(pg_table_size(oid)), 0)::bigint
  from pg_class
 where relnamespace = current_schema()::regnamespace and relname = any (%(tables)s)
