-- A listing began: its notice was served, or a court's was mirrored.
-- Lock: rows. Parameters: position bigint, id uuid, list text, body text, subject bytea, is_court boolean,
-- served_on date, reply_until date, decided_on date, published_on date, ends_on date. Placeholder: build.
insert into casework_listing_{build}
    (position, id, list, body, subject, is_court, served_on, reply_until, decided_on, published_on, ends_on)
values (
    %(position)s, %(id)s, %(list)s, %(body)s, %(subject)s, %(is_court)s,
    %(served_on)s, %(reply_until)s, %(decided_on)s, %(published_on)s, %(ends_on)s
)
