-- Stores a tile that became full.
-- Parameters: level smallint, n bigint: its place; root bytea; hashes bytea: 256 of them
insert into tile (level, n, root, hashes) values (%(level)s, %(n)s, %(root)s, %(hashes)s)
