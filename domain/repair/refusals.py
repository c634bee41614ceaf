"""Refusals about repair."""

from domain.refusal import Refusal

ALL: tuple[type[Refusal], ...] = ()
