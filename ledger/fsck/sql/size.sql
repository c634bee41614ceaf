-- How many leaves there are to check.
-- Lock: none. No parameters.
select count(*) from entry
