-- Delete the encrypted disclosures of erased entries.
-- Lock: the rows.
-- Parameters: positions bigint[].
DELETE FROM vault WHERE position = ANY(%(positions)s::bigint[])
