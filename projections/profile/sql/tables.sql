-- Which facts belong to which subject, and how they stand. Only keyed digests, places in the log and what
-- the log shows to everybody: nothing here names or describes a subject.
-- Lock: none. Placeholder: build.
create table profile_fact_{build} (
    subject      bytea   not null check (length(subject) = 16), -- digest of file:<subject id>
    position     bigint  not null,                              -- the event that recorded the fact
    fact         bytea   not null check (length(fact) = 16),    -- digest of fact:<jti>
    state        text    not null check (state in ('recorded', 'corrected', 'withdrawn', 'erased')),
    latest       bigint  not null,                              -- the event that made the state
    content      bigint,                                        -- the event that holds the fields; null: erased
    item         text,
    item_version integer,
    decided_on   date,
    primary key (subject, position),
    check ((content is null) = (state = 'erased')),
    check (state <> 'erased' or (item is null and item_version is null and decided_on is null))
) with (fillfactor = 90)
