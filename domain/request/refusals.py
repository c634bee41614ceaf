"""Refusals about requests."""

from domain.refusal import Refusal

ALL: tuple[type[Refusal], ...] = ()
