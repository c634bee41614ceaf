"""Counts for everybody: of events, listings, removals, procedures, recalls."""

from projections.statistics.counts import Check, Counts, Days, Recalls
from projections.statistics.projection import StatisticsProjection
from projections.statistics.query import Monthly, Named, Statistics, statistics

__all__ = [
    "Check",
    "Counts",
    "Days",
    "Monthly",
    "Named",
    "Recalls",
    "Statistics",
    "StatisticsProjection",
    "statistics",
]
