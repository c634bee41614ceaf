-- Nothing is left of a subject.
-- Lock: rows. Parameters: subject bytea. Placeholder: build.
with looks as (
    delete from statistics_look_{build} where subject = %(subject)s
), commitments as (
    delete from statistics_commitment_{build} where subject = %(subject)s
)
delete from statistics_subject_{build} where subject = %(subject)s
