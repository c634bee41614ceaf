-- What only questions need; a rebuild makes it once, when all rows are there.
-- Lock: none. Placeholder: build.
create index on public_item_{build} (name, position);
create index on public_item_{build} (ends_on, position) where is_adverse
