-- Full tiles by place.
-- %(levels)s integer[]
-- %(places)s bigint[]
select t.level, t.n, t.hashes
  from unnest(%(levels)s::integer[], %(places)s::bigint[]) u (level, n)
 cross join lateral (select level, n, hashes from tile where tile.level = u.level and tile.n = u.n offset 0) t
