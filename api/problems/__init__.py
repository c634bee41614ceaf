"""RFC 9457 problems: one table of kinds, one way to write them."""
