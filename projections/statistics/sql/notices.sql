-- The bodies' own published listings, and those whose reply window was over, or waived, when they were decided.
-- Lock: none. Placeholder: build (of casework).
select count(*), count(*) filter (where served_on <= decided_on and least(reply_until + 1, waived_on) <= decided_on)
from casework_listing_{build}
where published_on is not null and not is_court
