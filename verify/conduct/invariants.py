"""Which invariant (docs/rules.md) a refusal or a kept decision was held against."""

from collections.abc import Mapping
from types import MappingProxyType

_BY_CODE: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "INV-1": ("catalogue-",),
        "INV-2": (
            "prohibited-content",
            "public-security-refused",
            "detention-refused",
            "catalogue-prohibited",
            "definition-prohibited",
            "text-unseen-",
        ),
        "INV-3": (
            "minor-at-act",
            "subject-not-of-full-capacity",
            "representative-is-minor",
            "act-date-missing",
            "birth-date-",
            "court-list-minor",
        ),
        "INV-4": (
            "notice-",
            "reply-time-short",
            "hearing-",
            "listing-second-person",
            "listing-repair-notice",
            "reply-waived-before",
        ),
        "INV-5": ("reply-unanswered", "listing-tier-raised"),
        "INV-6": ("listing-basis", "listing-remedies", "listing-measure-", "measure-not-decided"),
        "INV-7": ("listing-term", "retention-ended", "clock-not-due"),
        "INV-8": ("measure-contested", "measure-override-basis", "listing-ground-contested"),
        "INV-12": (
            "listing-ground-used",
            "correction-raises-tier",
            "fact-document-",
            "court-list-document-used",
        ),
        "INV-13": ("event-schema", "catalogue-person-score", "definition-person-score", "field-unknown"),
        "INV-14": ("purpose-", "listing-mask", "listing-name", "listing-number-exposed"),
        "INV-15": (
            "key-",
            "listing-step-compromised",
            "agency-",
            "ledger-",
            "signer-not-entitled",
            "not-own-fact",
            "edition-outdated",
        ),
    }
)
_BY_TOPIC: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "INV-1": ("fact-", "catalogue-", "list-defined"),
        "INV-4": ("notice-served", "reply-", "hearing-held", "listing-published"),
        "INV-6": ("listing-decided", "court-list-mirrored", "measure-defined"),
        "INV-7": ("publicity-ended",),
        "INV-8": ("measure-applied", "correction-stated"),
        "INV-9": ("case-", "clock-breached", "calendar-published", "rule-published"),
        "INV-10": ("repair-", "recall-", "commitment-", "measure-ended"),
        "INV-11": ("decision-revoked", "listing-ended"),
        "INV-14": ("disclosure-made", "purpose-defined"),
    }
)
_ELSE = "INV-15"


def invariant_of(code: str, topic: str) -> str:
    """Name the invariant that a refusal belongs to: by its code, else by the event's topic."""
    return _longest(_BY_CODE, code) or invariant_of_topic(topic)


def invariant_of_topic(topic: str) -> str:
    """Name the invariant that events of a topic are held against first."""
    return _longest(_BY_TOPIC, topic.removeprefix("urn:chengjian:")) or _ELSE


def _longest(table: Mapping[str, tuple[str, ...]], text: str) -> str:
    """Find the row with the longest beginning of a text."""
    found = [(len(start), rule) for rule, starts in table.items() for start in starts if text.startswith(start)]
    return max(found, default=(0, ""))[1]
