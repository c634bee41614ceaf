-- Organisations' procedures, grouped by everything that their deadlines hang on; an application for repair once for
-- each body whose records it is about.
-- Of where a procedure was filed only the newest calendar before it counts.
-- Lock: none. Parameters: calendars bigint[], where the versions of all calendars stand. Placeholder: build.
select kind, edition, filed_on,
       coalesce((select max(one.at) from unnest(%(calendars)s::bigint[]) one (at) where one.at < position), 0),
       accepted_on, needs_help, escalated_on, decided_on,
       case when kind <> 'repair' then coalesce(decided_by, accepted_by) end as handled_by, body, count(*)
from casework_case_{build}
left join lateral unnest(bodies) one (body) on kind = 'repair'
where is_organisation and kind in ('objection', 'complaint', 'repair')
group by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10
order by 1, 2, 3
