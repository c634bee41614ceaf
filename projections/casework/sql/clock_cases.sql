-- Cases and applications of which no breach is on record, after a position. A closed application is none: what was
-- decided late in it is told by its own events.
-- Lock: none. Parameters: after bigint, amount integer. Placeholder: build.
select position, id::text, kind, edition, filed_on, accepted_on, needs_help, escalated_on, decided_on
from casework_case_{build}
where position > %(after)s
  and not is_breached
  and (outcome is null and kind in ('objection', 'complaint', 'repair')
       or decided_on > filed_on and kind in ('objection', 'complaint'))
order by position
limit %(amount)s
