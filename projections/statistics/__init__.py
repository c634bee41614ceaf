"""Counts for everybody: of events, listings, removals, procedures, recalls."""

from projections.statistics.projection import StatisticsProjection

__all__ = ["StatisticsProjection"]
