"""The profile: the whole file of a subject, for those who are entitled to see it."""

from projections.history import FactState
from projections.profile.projection import ProfileProjection
from projections.profile.query import load
from projections.profile.view import (
    Clock,
    Profile,
    ProfileCase,
    ProfileCommitment,
    ProfileFact,
    ProfileListing,
    ProfileLook,
    ProfileRecall,
    ProfileRepair,
    ProfileStep,
    RepairDoor,
)

__all__ = [
    "Clock",
    "FactState",
    "Profile",
    "ProfileCase",
    "ProfileCommitment",
    "ProfileFact",
    "ProfileListing",
    "ProfileLook",
    "ProfileProjection",
    "ProfileRecall",
    "ProfileRepair",
    "ProfileStep",
    "RepairDoor",
    "load",
]
