"""Refusals about definitions of lists, measures and purposes."""

from domain.refusal import Refusal

ALL: tuple[type[Refusal], ...] = ()
