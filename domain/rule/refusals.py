"""Refusals about rules in force."""

from domain.refusal import Refusal

ALL: tuple[type[Refusal], ...] = ()
