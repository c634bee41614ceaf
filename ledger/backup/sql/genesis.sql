-- The first entry of the log.
select entry from entry where position = 0
