"""Nonces of signed requests: each counts once for as long as its signature could be accepted.

They are kept in the database, because several processes serve one ledger, and outlive a restart.
"""

from hashlib import sha256

from psycopg_pool import ConnectionPool

from ledger.service.sql_files import statement


class UsedNonces:
    """The replay table of one ledger."""

    def __init__(self, pool: ConnectionPool) -> None:
        """Keep the connections."""
        self._pool = pool

    def use(self, keyid: str, nonce: str, *, expires_s: float, now_s: float) -> bool:
        """Use a nonce up; tell whether it was still unused.

        Args:
            keyid: Key of the verified signature.
            nonce: Its nonce.
            expires_s: When the signature itself stops being accepted, seconds since 1970.
            now_s: The time now, seconds since 1970.
        """
        digest = sha256(f"{keyid}\0{nonce}".encode()).digest()
        parameters = {"digest": digest, "expires_s": expires_s, "now_s": now_s}
        with self._pool.connection() as connection:
            return connection.execute(statement("use_nonce"), parameters).fetchone() is not None
