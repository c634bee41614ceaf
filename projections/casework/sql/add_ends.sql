-- Facts of a batch that everybody may see until a day.
-- Lock: rows. Parameters: positions bigint[], subjects bytea[], facts bytea[], days date[]. Placeholder: build.
insert into casework_end_{build} (position, subject, fact, ends_on)
select position, subject, fact, day
from unnest(%(positions)b::bigint[], %(subjects)b::bytea[], %(facts)b::bytea[], %(days)b::date[])
    new (position, subject, fact, day)
