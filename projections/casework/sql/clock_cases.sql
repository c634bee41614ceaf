-- Cases and applications of which more deadlines may have passed than are on record, after a position: the open ones,
-- those decided within the last 400 days, which by product policy bounds the scan, and those that were won while their
-- record stands as it was. A case has one deadline, and one more once it was taken further; an application has two.
-- What was decided on its first day was in time.
-- Lock: none. Parameters: after bigint, today date, amount integer. Placeholder: build.
select position, id::text, breaches, is_owed,
       kind, edition, filed_on, position, accepted_on, needs_help, escalated_on, decided_on
from casework_case_{build}
where position > %(after)s
  and (
    is_owed
    or kind in ('objection', 'complaint', 'repair')
    and breaches < case when kind = 'repair' or escalated_on is not null then 2 else 1 end
    and (outcome is null or decided_on > filed_on and decided_on >= %(today)s::date - 400)
  )
order by position
limit %(amount)s
