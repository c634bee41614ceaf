-- Events of a batch.
-- Lock: rows. Parameters: topics text[], months date[], parts text[], amounts bigint[]. Placeholder: build.
insert into statistics_count_{build} as known (topic, month, part, amount)
select topic, month, part, amount
from unnest(%(topics)s::text[], %(months)s::date[], %(parts)s::text[], %(amounts)s::bigint[])
    new (topic, month, part, amount)
on conflict (topic, month, part) do update set amount = known.amount + excluded.amount
