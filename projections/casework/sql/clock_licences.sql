-- Licences and honours on the public list whose item's validity is over, after a position.
-- Lock: none. Parameters: after bigint, today date, amount integer. Placeholder: build (of public_list).
select position
from public_item_{build}
where position > %(after)s and not is_adverse and ends_on <= %(today)s
order by position
limit %(amount)s
