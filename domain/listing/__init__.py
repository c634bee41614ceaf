"""Listings (列入名单): notice, reply, hearing, decision, publication, end."""
