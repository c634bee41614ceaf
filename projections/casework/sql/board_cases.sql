-- Cases and applications that may wait for a body: the open ones about its own records and, for the credit centre,
-- all that it has to decide; and those that were decided against a record of its own that stands as it was.
-- Lock: none. Parameters: body bytea, is_centre boolean. Placeholder: build.
select id::text, kind, %(body)s = any(bodies) as is_own
from casework_case_{build}
where (outcome is null or is_owed)
  and (
    %(body)s = any(bodies)
    or %(is_centre)s and outcome is null and kind in ('objection', 'complaint')
  )
order by position
