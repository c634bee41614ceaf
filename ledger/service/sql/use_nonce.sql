-- Uses a nonce up; gives a row unless it was used before. What has expired goes at the same time.
-- Locks: the row itself; of two requests with one nonce the second waits for the first.
-- digest bytea, expires_s and now_s double precision: seconds since 1970.
with gone as (
    delete from request_nonce where expires_at < to_timestamp(%(now_s)s) and digest <> %(digest)s
)
insert into request_nonce (digest, expires_at)
values (%(digest)s, to_timestamp(%(expires_s)s))
on conflict (digest) do update set expires_at = excluded.expires_at
    where request_nonce.expires_at < to_timestamp(%(now_s)s)
returning true
