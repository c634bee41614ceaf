-- Holds the rows of event_type in a side backup for the length of a replay.
create temporary table side_event_type on commit drop as select * from event_type limit 0
