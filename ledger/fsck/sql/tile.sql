-- One full tile.
-- Lock: none. Parameters: level integer, n bigint.
select root, hashes from tile where level = %(level)s and n = %(n)s
