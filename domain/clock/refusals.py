"""Refusals about clocks."""

from domain.refusal import Refusal

ALL: tuple[type[Refusal], ...] = ()
