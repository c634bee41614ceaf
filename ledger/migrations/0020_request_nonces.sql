-- Nonces of request signatures (RFC 9421) that were used: each counts once, whichever process takes the request.
-- Rows go when the signature would be too old anyway.

create table request_nonce (
    digest     bytea       primary key check (length(digest) = 32), -- SHA-256 of key id and nonce
    expires_at timestamptz not null
);
create index request_nonce_expiry on request_nonce (expires_at);
