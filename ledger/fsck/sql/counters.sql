-- Counted tag rows whose counter is not the number of earlier rows of their tag; the first ten thousand.
-- Lock: none. No parameters.
select position, tag, n, expected
from (
    select position, tag, n, row_number() over (partition by tag order by position) - 1 as expected
    from tag
    where n is not null
) counted
where n <> expected
order by position
limit 10000
