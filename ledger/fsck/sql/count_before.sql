-- How many counted rows a tag has before a position.
-- Lock: none. Parameters: tag uuid, position bigint.
select count(*) from tag where tag = %(tag)s and position < %(position)s and n is not null
