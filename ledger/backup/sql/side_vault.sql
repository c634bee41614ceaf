-- Holds the rows of vault in a side backup for the length of a replay.
create temporary table side_vault on commit drop as select * from vault limit 0
