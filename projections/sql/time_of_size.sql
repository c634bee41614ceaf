-- When the log came to have so many leaves: the time of the transaction that wrote the last of them.
-- Lock: none. Parameters: size bigint.
select time_ms
from checkpoint
where size >= %(size)s
order by size
limit 1
