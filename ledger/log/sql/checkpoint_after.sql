-- What the transaction that began at a size made of it.
-- Lock: the writer's, which also waits for that transaction to end if the server has not noticed yet that its client is gone.
-- $1 bigint: size before
select size, root
  from checkpoint
 where prev_size = $1::bigint
