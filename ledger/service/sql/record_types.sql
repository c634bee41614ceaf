-- The numbers of the topics.
-- Lock: none. No parameters.
select id, name from event_type
