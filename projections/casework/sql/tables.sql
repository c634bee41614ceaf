-- Procedures under way, and what they wait for. Only keyed digests, places in the log and what the log shows to
-- everybody: whose record a case is about and who has to confirm a recall are digests.
-- Lock: none. Placeholder: build.
create table casework_case_{build} (
    position        bigint  not null primary key,                  -- the event that filed it
    id              uuid    not null unique,                       -- the case or application
    kind            text    not null
        check (kind in ('objection', 'complaint', 'review', 'litigation', 'repair')),
    subject         bytea   not null check (length(subject) = 16), -- digest of file:<subject id>
    bodies          bytea[] not null,                              -- digests of body:<code>: whose records they are
    targets         bytea[] not null,                              -- digests of the tags of what it is about
    is_organisation boolean not null,                              -- whether no person filed it
    edition         integer not null,
    filed_on        date    not null,
    accepted_on     date,
    accepted_by     text,
    needs_help      boolean not null default false,
    escalated_on    date,
    outcome         text,                                          -- null: open
    decided_on      date,
    decided_by      text,
    is_owed         boolean not null default false,                -- upheld, and the record stands as it was
    breaches        integer not null default 0                     -- deadlines of which the platform said that they passed
) with (fillfactor = 80);
create index on casework_case_{build} (position) where outcome is null;
create index on casework_case_{build} (position) where is_owed;
create index on casework_case_{build} (subject);
create index on casework_case_{build} using gin (targets);
create table casework_listing_{build} (
    position       bigint  not null primary key,                   -- the notice, or the court's listing
    id             uuid    not null unique,
    list           text    not null,
    body           text    not null,                               -- code of who signed it
    subject        bytea   check (length(subject) = 16),           -- digest of file:<subject id>; null: erased
    is_court       boolean not null,
    served_on      date,
    reply_until    date,
    waived_on      date,
    decided_on     date,
    published_on   date,                                           -- day of the entry
    ends_on        date,                                           -- as decided; rules may end it before
    ended_on       date,                                           -- day of the entry that ended it
    end_decided_on date,                                           -- day of the decision that ended it
    end_ground     text,                                           -- 'grounds-gone': see what its last fact fell by
    fell_on        date,                                           -- day of the entry that took its last fact
    fall_decided_on date,                                          -- day of the decision that took it; null: not said
    fall_ground    text,                                           -- why, in the words of that event
    check (ended_on is null or end_ground is not null),
    check (fall_ground is null or fell_on is not null and end_ground is not null)
) with (fillfactor = 80);
create index on casework_listing_{build} (body, position) where end_ground is null;
create index on casework_listing_{build} (position) where end_ground is null;
create index on casework_listing_{build} (subject);
create table casework_recall_{build} (
    position     bigint  not null primary key,                     -- the event that ordered it
    id           uuid    not null unique,                          -- jti of that event
    subject      bytea   not null check (length(subject) = 16),    -- digest of file:<subject id>
    unit         bytea   not null check (length(unit) = 16),       -- digest of body:<code>
    due_on       date    not null,
    confirmed_on date
) with (fillfactor = 80);
create index on casework_recall_{build} (unit, position) where confirmed_on is null;
create index on casework_recall_{build} (subject);
-- Adverse facts; licences and honours are in the public list.
create table casework_end_{build} (
    position bigint not null primary key,                          -- the event that recorded the fact
    subject  bytea  not null check (length(subject) = 16),         -- digest of file:<subject id>
    fact     bytea  not null check (length(fact) = 16),            -- digest of fact:<jti>
    ends_on  date   not null,                                      -- by the rules of its entry
    ended_on date                                                  -- as the platform said; null: it did not yet
);
create index on casework_end_{build} ((coalesce(ended_on, ends_on)), position);
create index on casework_end_{build} (ends_on, position) where ended_on is null;
create index on casework_end_{build} (subject);
create index on casework_end_{build} (fact)
