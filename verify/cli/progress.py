"""A progress bar on a terminal."""

from typing import TextIO

_WIDTH = 40


class ProgressBar:
    """Draws how much of a log was checked; draws nothing where nobody looks."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._is_shown = stream.isatty()
        self._drawn = -1

    def __call__(self, done: int, total: int) -> None:
        """Draw the bar if a hundredth more is done."""
        percent = 100 * done // total
        if self._is_shown and percent > self._drawn:
            self._drawn = percent
            bar = "#" * (_WIDTH * done // total)
            self._stream.write(f"\r[{bar:<{_WIDTH}}] {percent:3d}% {done:,}/{total:,}")
            self._stream.flush()

    def end(self) -> None:
        """Leave the line."""
        if self._drawn >= 0:
            self._stream.write("\n")
            self._stream.flush()
