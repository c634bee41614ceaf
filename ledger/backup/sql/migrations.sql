-- What the database was made by.
select number, name, checksum from migration order by number
