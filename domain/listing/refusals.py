"""Refusals about listings."""

from domain.refusal import Refusal

ALL: tuple[type[Refusal], ...] = ()
