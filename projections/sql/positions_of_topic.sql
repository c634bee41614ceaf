-- Where events of one topic stand in a range of the log, the first of them.
-- Lock: none. Runs on the index entry_type. Parameters: topic text, start bigint, stop bigint, amount integer.
select e.position
from entry e join event_type t on t.id = e.type
where t.name = %(topic)s and e.position >= %(start)s and e.position < %(stop)s
order by e.position
limit %(amount)s
