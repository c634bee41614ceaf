"""Signed requests (RFC 9421): who asks for something that is not public."""
