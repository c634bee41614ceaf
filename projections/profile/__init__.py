"""The profile: every fact of a subject, with its state."""

from projections.history import FactState
from projections.profile.projection import ProfileProjection
from projections.profile.query import load
from projections.profile.view import Profile, ProfileFact

__all__ = ["FactState", "Profile", "ProfileFact", "ProfileProjection", "load"]
