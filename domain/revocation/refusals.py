"""Refusals about revocations."""

from domain.refusal import Refusal

ALL: tuple[type[Refusal], ...] = ()
