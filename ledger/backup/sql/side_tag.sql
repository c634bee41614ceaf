-- Holds the rows of tag in a side backup for the length of a replay.
create temporary table side_tag on commit drop as select * from tag limit 0
