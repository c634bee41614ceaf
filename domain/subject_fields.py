"""Disclosures that events about subjects share."""

from domain.field import FieldSpec

IDENTIFIER_TYPE = FieldSpec(name="subject.identifier_type")
IDENTIFIER = FieldSpec(name="subject.identifier")
TARGET_KIND = FieldSpec(name="subject.target_kind")
"""What something is about: ``fact`` or ``listing``."""
TARGET = FieldSpec(name="subject.target")
"""The jti of a fact or the id of a listing."""
TARGETS = FieldSpec(name="subject.targets")
"""``fact:<jti>`` and ``listing:<id>``, ascending, with commas between."""
FACTS = FieldSpec(name="subject.facts")
"""The jtis of facts, ascending, with commas between."""
REASON = FieldSpec(name="subject.reason")
TEXT = FieldSpec(name="subject.text")
EVIDENCE = FieldSpec(name="subject.evidence", may_be_empty=True)
"""Digests of attachments (docs/log-format.md, section 12), ascending, with commas between."""
STATEMENT = FieldSpec(name="subject.statement")
"""The request as its signer signed it, an SD-JWT with all its disclosures."""

WHO = (IDENTIFIER_TYPE, IDENTIFIER)
"""Whose file an event belongs to."""
ABOUT = (TARGET_KIND, TARGET)
WINDOW = (
    FieldSpec(name="subject.identity_evidence", may_be_empty=True),
    FieldSpec(name="subject.clerk", may_be_empty=True),
    FieldSpec(name="subject.delegate", may_be_empty=True),
    FieldSpec(name="subject.delegation", may_be_empty=True),
)
"""How the window (信用中心窗口) knew who stood before it; empty where the subject signed with his own key."""
