-- Hashes of an open tile above the leaves: the roots of the full tiles below it.
-- %(level)s integer: level of the tiles below
-- %(start)s bigint:  first place
-- %(stop)s bigint:   place after the last
select root
  from tile
 where level = %(level)s and n >= %(start)s and n < %(stop)s
 order by n
