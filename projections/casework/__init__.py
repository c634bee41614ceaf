"""Procedures under way: what each body has to do and by when, and how bodies keep their deadlines."""

from projections.casework.board import Board, board
from projections.casework.deadlines import Deadlines, Kept, count_deadlines, deadlines
from projections.casework.projection import CaseworkProjection
from projections.casework.tasks import Task

__all__ = ["Board", "CaseworkProjection", "Deadlines", "Kept", "Task", "board", "count_deadlines", "deadlines"]
