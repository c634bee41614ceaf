-- Take one build for a batch; nobody else advances or swaps it until the transaction ends.
-- Lock: the row. Parameters: name text, build integer.
select position, failure
from projection_build
where name = %(name)s and build = %(build)s
for update
