-- Events of a fact that do not lie in a file.
-- Lock: none. Parameters: tag uuid, file uuid, before bigint.
select position
from tag
where tag.tag = %(tag)s and tag.position < %(before)s
  and not exists (select from tag filed where filed.tag = %(file)s and filed.position = tag.position)
order by position
