-- All topics and their numbers.
-- Lock: the writer's, where numbers are about to be given out.
select id, name from event_type
