-- Events of a topic by their part.
-- Lock: none. Parameters: topic text. Placeholder: build.
select part, sum(amount)::bigint
from statistics_count_{build}
where topic = %(topic)s
group by part
order by part
