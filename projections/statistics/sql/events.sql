-- Events by topic and month.
-- Lock: none. Placeholder: build.
select topic, month, sum(amount)::bigint
from statistics_count_{build}
group by topic, month
order by topic, month
