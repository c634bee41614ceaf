"""How far the signer's clock may stand from the log's.

Source:
    docs/log-format.md, section 4.
"""

from verify.errors import IssuedAtError

MAX_AHEAD_S = 300
MAX_AGE_S = 2_592_000
_MS = 1000


def check_issued_at(iat_s: int, time_ms: int) -> None:
    """Check ``iat`` against the entry time.

    Raises:
        IssuedAtError: More than 300 s after it or more than 30 days before it.
    """
    if not time_ms - MAX_AGE_S * _MS <= iat_s * _MS <= time_ms + MAX_AHEAD_S * _MS:
        raise IssuedAtError(iat=iat_s, time_ms=time_ms)
