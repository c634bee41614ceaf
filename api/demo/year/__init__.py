"""A year of the city: every path of due process, lived through on the production path with a clock that is set."""
