-- The log: what was recorded, in the order in which it was recorded.
-- Everything here is append-only but event_type.id, which is handed out once.

-- One row: which log this database holds. A writer of another origin, kind or tag key is refused.
create table log (
    only_row  boolean primary key default true check (only_row),
    origin    text  not null,
    kind      text  not null check (kind in ('event', 'data')),
    tag_check bytea not null check (length(tag_check) = 16) -- digest of a fixed tag: shows a wrong tag key
);

-- Topics as small numbers. 0 is for epochs of the index: they take positions, queries neither return nor match them.
create table event_type (
    id   integer primary key check (id > 0),
    name text    not null unique
);

-- Leaves. The bytes are what is hashed; they are never rewritten and never compressed.
create table entry (
    position bigint  primary key check (position >= 0),
    type     integer not null, -- event_type.id, or 0
    entry    bytea   not null check (length(entry) <= 65535)
) with (toast_tuple_target = 8160, fillfactor = 100);
alter table entry alter column entry set storage external;
create index entry_type on entry (type, position);

-- One row for each tag of each entry: answers conditions, queries and "how many so far" with one probe.
create table tag (
    position bigint  not null,
    tag      uuid    not null, -- keyed digest; not a UUID, but sixteen bytes that compare fast
    n        integer,          -- earlier entries under this tag; null: not counted
    type     integer not null,
    primary key (tag, position)
);

-- Full tiles of 256 hashes (C2SP tlog-tiles). Partial tiles are made from entries and from the roots of full tiles.
create table tile (
    level  integer not null check (level between 0 and 7),
    n      bigint   not null check (n >= 0),
    root   bytea    not null check (length(root) = 32), -- the one hash of this tile in the tile above
    hashes bytea    not null check (length(hashes) = 8192),
    primary key (level, n)
);
alter table tile alter column hashes set storage external;

-- One row for each transaction. prev_size is unique: a second writer cannot fork the log.
create table checkpoint (
    size      bigint primary key check (size > prev_size),
    prev_size bigint not null unique check (prev_size >= 0),
    root      bytea  not null check (length(root) = 32),
    frontier  bytea  not null check (length(frontier) % 32 = 0), -- roots of the perfect subtrees, largest first
    time_ms   bigint not null
);

-- Encrypted disclosures, one row for each entry and role. The only table whose rows are rewritten (erasure).
create table vault (
    position    bigint not null,
    role        text   not null,
    owner       bytea  not null check (length(owner) = 16),
    sealed      bytea  not null,
    wrapped_key bytea  not null,
    primary key (position, role)
) with (toast_tuple_target = 8160);
alter table vault alter column sealed set storage external;
create index vault_owner on vault (owner);
