-- Tiles by level and place.
-- Parameters: levels integer[], places bigint[]: of the tiles, pairwise
select t.level, t.n, t.hashes
  from unnest(%(levels)s::integer[], %(places)s::bigint[]) w (level, n)
  join tile t on t.level = w.level and t.n = w.n
