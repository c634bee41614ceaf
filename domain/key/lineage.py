"""Whose key it is: a key that took another's place is in the hands of the same person."""

from collections.abc import Callable

from domain.key.state import KeyState


def lineage(kid: str, key_of: Callable[[str], KeyState]) -> tuple[str, ...]:
    """Name a key and all whose place it took, the newest first.

    A rotation names the key that it retires, whether that key or the root key signed it: what follows is the same
    person's. Another person gets a key by an enrolment of his own.

    Args:
        kid: The key.
        key_of: Gives the state of a key.
    """
    found: list[str] = []
    while kid and kid not in found:
        found.append(kid)
        kid = key_of(kid).predecessor
    return tuple(found)
