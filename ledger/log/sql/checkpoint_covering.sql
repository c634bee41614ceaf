-- The tree of the transaction that recorded a leaf.
-- %(position)s bigint
select size, root
  from checkpoint
 where size > %(position)s
 order by size
 limit 1
