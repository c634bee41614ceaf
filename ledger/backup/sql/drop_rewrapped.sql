-- Of whom a side backup has rows that are older than itself, something was erased: all of his rows are in it, wrapped anew.
-- Parameters: since bigint: first position of the side backup
delete from vault
 where owner in (select owner from side_vault where position < %(since)s)
