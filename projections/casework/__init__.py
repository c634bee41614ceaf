"""Procedures under way: what each body has to do and by when, and how bodies keep their deadlines."""

from projections.casework.board import Board, board
from projections.casework.deadlines import Deadlines, Kept, deadlines
from projections.casework.projection import CaseworkProjection
from projections.casework.tasks import Task

__all__ = ["Board", "CaseworkProjection", "Deadlines", "Kept", "Task", "board", "deadlines"]
