-- The first event of certain types after a position, under any of some tags.
-- Lock: none. Parameters: tags uuid[], types integer[], after bigint.
select min(position) as position
from tag
where tag = any(%(tags)s::uuid[]) and type = any(%(types)s) and position > %(after)s
having min(position) is not null
