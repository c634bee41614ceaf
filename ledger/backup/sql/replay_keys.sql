-- Holds, for the length of a replay, how many one-time keys each replayed entry has.
create temporary table replayed_keys (position bigint, keys integer) on commit drop
