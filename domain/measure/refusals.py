"""Refusals about measures."""

from domain.refusal import Refusal

ALL: tuple[type[Refusal], ...] = ()
