"""Refusals about disclosure and recall."""

from domain.refusal import Refusal

ALL: tuple[type[Refusal], ...] = ()
