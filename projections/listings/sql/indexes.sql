-- What only questions need; a rebuild makes it once, when all rows are there.
-- Lock: none. Placeholder: build.
create index on listing_{build} (list, position);
create index on listing_{build} (name);
create index on listing_{build} (ends_on, position)
