-- Published listings that ended by time, the last first; as the platform said, or as decided.
-- Lock: none. Parameters: today date, amount integer. Placeholder: build (of casework).
select id::text
from casework_listing_{build}
where published_on is not null and subject is not null
  and (end_ground = 'expired' and ended_on <= %(today)s or ends_on <= %(today)s)
order by case when end_ground = 'expired' then least(ended_on, ends_on) else ends_on end desc, position desc
limit %(amount)s
