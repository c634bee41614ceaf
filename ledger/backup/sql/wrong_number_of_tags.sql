-- The first replayed entry that has not as many counted tags as one-time keys.
select k.position
  from replayed_keys k
 where k.keys <> (select count(*) from tag t where t.position = k.position and t.n is not null)
 order by k.position
 limit 1
