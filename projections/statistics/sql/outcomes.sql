-- Organisations' procedures of a kind by outcome.
-- Lock: none. Parameters: kind text. Placeholder: build (of casework).
select coalesce(outcome, 'open') as result, count(*)
from casework_case_{build}
where is_organisation and kind = %(kind)s
group by result
order by result
