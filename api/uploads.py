"""A bound on the attachments that are in hand at the same time: each stands in memory whole."""

from collections.abc import Iterator
from contextlib import contextmanager

from api.errors import OverloadedError


class Uploads:
    """Lends places to uploads; used on the event loop only."""

    def __init__(self, places: int) -> None:
        """Begin with all places free.

        Args:
            places: How many there are.
        """
        self._free = places

    @contextmanager
    def place(self) -> Iterator[None]:
        """Hold a place.

        Raises:
            OverloadedError: All are taken.
        """
        if not self._free:
            raise OverloadedError
        self._free -= 1
        try:
            yield
        finally:
            self._free += 1
