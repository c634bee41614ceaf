-- Listings in effect. Only keyed digests, places in the log and ids that the log shows to everybody.
-- Lock: none. Placeholder: build.
create table listing_{build} (
    position bigint not null primary key,                   -- the publication, or the court's listing
    listing  uuid   not null,
    list     text   not null,
    subject  bytea  not null check (length(subject) = 16),  -- digest of file:<subject id>
    name     bytea  check (length(name) = 16),              -- blind index: the name; null: erased
    ends_on  date   not null                                -- as decided; rules and grounds may end it before
);
create index on listing_{build} (listing);
create index on listing_{build} (subject)
