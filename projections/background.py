"""A thread that works beside the process that started it, turn after turn, until it is stopped."""

from abc import ABC, abstractmethod
from threading import Event, Thread
from typing import Self


class Background(ABC):
    """Work in turns on a thread of its own; nothing runs before `start`."""

    def __init__(self, name: str) -> None:
        """Prepare.

        Args:
            name: What the thread is called.
        """
        self._stop = Event()
        self._thread = Thread(target=self._run, name=name, daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self) -> None:
        """End after the current turn and wait for it."""
        self._stop.set()
        if self._thread.is_alive():
            self._thread.join()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    @abstractmethod
    def _turn(self) -> float:
        """Work; give how long to wait before the next turn, in seconds."""

    def _run(self) -> None:
        while not self._stop.is_set():
            self._stop.wait(self._turn())
