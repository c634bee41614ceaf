-- Tiles that a tree of a size cannot have.
-- Lock: none. Parameters: size bigint.
select level, n from tile where n >= %(size)s >> (8 * (level + 1)) order by level, n
