-- The columns of a table of the current schema, in order.
-- Parameters: table text: its name
select column_name
  from information_schema.columns
 where table_schema = current_schema() and table_name = %(table)s
 order by ordinal_position
