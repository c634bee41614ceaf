-- Where vault rows of erased records still lie.
-- Lock: none. Parameters: tag uuid, before bigint.
select vault.position, vault.role
from tag
join vault using (position)
where tag.tag = %(tag)s and tag.position < %(before)s
order by vault.position, vault.role
