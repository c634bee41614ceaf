"""Decisions on listings, in the order of their course; each step has a module of its own."""

from domain.listing.court import mirror_court_listing
from domain.listing.decision import decide_listing
from domain.listing.notice import serve_notice
from domain.listing.publication import end_listing, publish_listing
from domain.listing.reply import hold_hearing, receive_reply, waive_reply

__all__ = [
    "decide_listing",
    "end_listing",
    "hold_hearing",
    "mirror_court_listing",
    "publish_listing",
    "receive_reply",
    "serve_notice",
    "waive_reply",
]
