-- What only questions need; a rebuild makes it once, when all rows are there.
-- Lock: none. Placeholder: build.
create index on public_item_{build} (name, position)
