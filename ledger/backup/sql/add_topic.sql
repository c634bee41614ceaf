-- Gives a new topic its number.
-- Parameters: id integer; name text
insert into event_type (id, name) values (%(id)s, %(name)s)
