-- Size and root of the tree as it is.
select size, root from checkpoint order by size desc limit 1
