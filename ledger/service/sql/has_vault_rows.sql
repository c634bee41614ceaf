-- Whether anything lies under the keys of one subject.
-- Lock: none. Runs on the index vault_owner.
-- Parameters: owner bytea.
SELECT EXISTS (SELECT FROM vault WHERE owner = %(owner)s)
