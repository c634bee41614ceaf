-- Organisations' licences, honours and adverse facts that may have been shown to everybody. Only keyed digests, places
-- in the log and what the log shows to everybody: names, codes and texts stay in the vault.
-- Lock: none. Placeholder: build.
create table public_item_{build} (
    position   bigint  not null primary key,                   -- the event that recorded the fact
    fact       bytea   not null check (length(fact) = 16),     -- digest of fact:<jti>
    subject    bytea   not null check (length(subject) = 16),  -- digest of file:<subject id>
    name       bytea   not null check (length(name) = 16),     -- blind index: the organisation's name
    ends_on    date    not null,                               -- by the item's validity; it may end before
    is_adverse boolean not null                                -- by its item
);
create index on public_item_{build} (subject, position)
