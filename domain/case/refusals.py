"""Refusals about cases: objection, complaint, review, litigation."""

from domain.refusal import Refusal

ALL: tuple[type[Refusal], ...] = ()
