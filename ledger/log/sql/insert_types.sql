-- Gives new topics their numbers.
-- Lock: the writer's.
-- $1 integer[]: numbers
-- $2 text[]:    topics
insert into event_type (id, name)
select * from unnest($1::integer[], $2::text[])
