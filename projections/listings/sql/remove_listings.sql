-- Listings ended before their time, or were said to be over.
-- Lock: rows. Parameters: listings uuid[]. Placeholder: build.
delete from listing_{build}
where listing = any(%(listings)s::uuid[])
