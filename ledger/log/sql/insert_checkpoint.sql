-- Stores the tree as this transaction leaves it, and tells listeners.
-- prev_size is unique: of two writers on the same tree one fails here.
-- Lock: the writer's; notifying takes PostgreSQL's own lock until the commit.
-- $1 bigint: size
-- $2 bigint: size before
-- $3 bytea:  root
-- $4 bytea:  frontier, largest subtree first
-- $5 bigint: entry time of the last leaf, ms
with told as (select pg_notify('chengjian_log_' || current_schema(), '') as nothing)
insert into checkpoint (size, prev_size, root, frontier, time_ms)
select $1::bigint, $2::bigint, $3::bytea, $4::bytea, $5::bigint from told
