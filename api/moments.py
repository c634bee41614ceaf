"""Times as clients read them."""

from datetime import UTC, datetime


def rfc3339(time_ms: int) -> str:
    """Spell an entry time in UTC, to the millisecond."""
    return datetime.fromtimestamp(time_ms / 1000, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
