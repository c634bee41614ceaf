"""What many receipts have in common: a checkpoint and the key states in its tree, kept once and numbered."""

from collections.abc import Mapping
from typing import Any

from ledger.intake.submission.transport import Json


class Bases:
    """Numbered bases; those of one journal, or of one answer."""

    def __init__(self) -> None:
        self._by_number: dict[int, Json] = {}
        self._numbers: dict[tuple[str, tuple[int, ...]], int] = {}

    def add(self, number: int, basis: Json) -> None:
        """Take a basis under its number."""
        self._by_number[number] = basis
        self._numbers[_identity(basis)] = number

    def get(self, number: int) -> Json | None:
        """The basis of a number; ``None`` if there is none."""
        return self._by_number.get(number)

    def number_of(self, proof: Json) -> tuple[int, Mapping[str, Any] | None]:
        """The number of a proof's basis, and the line that announces it if it is new."""
        known = self._numbers.get(_identity(proof))
        if known is not None:
            return known, None
        number = len(self._by_number) + 1
        basis = {"checkpoint": proof["checkpoint"], "keys": proof["keys"]}
        self.add(number, basis)
        return number, {"basis": number, **basis}


def _identity(basis: Json) -> tuple[str, tuple[int, ...]]:
    return str(basis["checkpoint"]), tuple([int(key["index"]) for key in basis["keys"]])
