-- The sizes at which transactions ended that a side backup knows.
select size from side_checkpoint
