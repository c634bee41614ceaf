-- Says what the tree has grown to.
-- Parameters: size, prev_size bigint: after and before; root, frontier bytea; time_ms bigint: of the last entry
insert into checkpoint (size, prev_size, root, frontier, time_ms)
values (%(size)s, %(prev_size)s, %(root)s, %(frontier)s, %(time_ms)s)
