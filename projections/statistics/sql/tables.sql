-- What is counted for everybody. Only keyed digests and what the log shows to everybody.
-- Lock: none. Placeholder: build.
create table statistics_count_{build} (
    topic  text   collate "C" not null,
    month  date   not null check (extract(day from month) = 1),        -- of the entry, Asia/Shanghai
    part   text   collate "C" not null,                                -- item, ground, measure or kind; else empty
    amount bigint not null check (amount > 0),
    primary key (topic, month, part)
) with (fillfactor = 50);
create table statistics_subject_{build} (
    subject bytea not null primary key check (length(subject) = 16),   -- digest of file:<subject id>
    kind    text  not null check (kind in ('ENT', 'ORG', 'SOLE', 'NP', ''))
);
create table statistics_look_{build} (
    position    bigint  not null primary key,                          -- the event that recorded it
    subject     bytea   not null check (length(subject) = 16),         -- whose data were shown
    unit        bytea   not null check (length(unit) = 16),            -- digest of body:<code>
    has_purpose boolean not null
);
create index on statistics_look_{build} (unit, has_purpose);
create index on statistics_look_{build} (subject);
create table statistics_commitment_{build} (
    position bigint not null primary key,                              -- the event that recorded it
    subject  bytea  not null check (length(subject) = 16),             -- digest of file:<subject id>
    body     bytea  not null check (length(body) = 16)                 -- digest of body:<code>
);
create index on statistics_commitment_{build} (subject)
