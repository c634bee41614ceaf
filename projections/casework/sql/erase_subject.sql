-- Nothing is left of a subject but that there were listings.
-- Lock: rows. Parameters: subject bytea. Placeholder: build.
with cases as (
    delete from casework_case_{build} where subject = %(subject)s
), recalls as (
    delete from casework_recall_{build} where subject = %(subject)s
), ends as (
    delete from casework_end_{build} where subject = %(subject)s
)
update casework_listing_{build}
set subject = null, end_ground = nullif(end_ground, 'grounds-gone'),
    fell_on = null, fall_decided_on = null, fall_ground = null
where subject = %(subject)s
