-- Holds the rows of checkpoint in a side backup for the length of a replay.
create temporary table side_checkpoint on commit drop as select * from checkpoint limit 0
