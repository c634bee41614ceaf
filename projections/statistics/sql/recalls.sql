-- Recalls ordered, confirmed, and overdue.
-- Lock: none. Parameters: today date. Placeholder: build (of casework).
select count(*), count(confirmed_on), count(*) filter (where confirmed_on is null and due_on < %(today)s)
from casework_recall_{build}
