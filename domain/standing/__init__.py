"""Standing: how a record stands on a day, computed whenever it is asked for and never stored."""
