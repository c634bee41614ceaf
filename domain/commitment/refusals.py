"""Refusals about commitments."""

from domain.refusal import Refusal

ALL: tuple[type[Refusal], ...] = ()
