"""How the demo tells what it does: numbered steps, Chinese first, with the seconds each took."""

import time

import typer


class Narrator:
    """Numbers the steps and prints what they show."""

    def __init__(self) -> None:
        """Start at the first step."""
        self._step = 0
        self._began = time.monotonic()

    def step(self, zh: str, en: str) -> None:
        """Begin a step."""
        self._step += 1
        elapsed_s = time.monotonic() - self._began
        typer.secho(f"\n{self._step}. {zh}", bold=True)
        typer.secho(f"   {en}  [{elapsed_s:.1f} s]", dim=True)

    @staticmethod
    def say(text: str) -> None:
        """Print what a step shows, indented."""
        for line in text.rstrip().splitlines():
            typer.echo(f"   {line}")
