-- Hashes of an open tile above the leaves: the roots of the full tiles below it.
-- $1 integer: level of the tiles below
-- $2 bigint:  first place
-- $3 bigint:  place after the last
select root
  from tile
 where level = $1::integer and n >= $2::bigint and n < $3::bigint
 order by n
