-- The last entry under one tag.
-- %(tag)s uuid
select position, n
  from tag
 where tag = %(tag)s
 order by position desc
 limit 1
