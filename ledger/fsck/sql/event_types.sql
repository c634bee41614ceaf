-- All topics and their numbers.
-- Lock: none. No parameters.
select id, name from event_type order by id
