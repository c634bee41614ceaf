-- Book-keeping of the read models. The models' own tables are made and dropped
-- by the builds: projections/<name>/sql/tables.sql, one set for each build.

create table projection_build (
    name      text    not null,
    build     integer not null check (build > 0),
    version   integer not null check (version > 0),
    position  bigint  not null default 0 check (position >= 0), -- first leaf not applied yet
    is_live   boolean not null,                                 -- false: being built beside the live one
    failure   text,                                             -- why it stopped; never data of a record
    failed_at timestamptz,
    primary key (name, build),
    check ((failure is null) = (failed_at is null))
) with (fillfactor = 50);

-- At most one build of a projection answers questions, at most one grows beside it.
create unique index projection_build_state on projection_build (name, is_live);
