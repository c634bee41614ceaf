"""How INV-2 reads each text field. A field that is not named here is read as a narrative, the strictest class."""

from collections.abc import Mapping
from types import MappingProxyType

from domain.screening.rule import FieldClass

FIELD_CLASSES: Mapping[str, FieldClass] = MappingProxyType(
    {
        "subject.name": FieldClass.PARTY,
        "representative.name": FieldClass.PARTY,
        "subject.deciding_body": FieldClass.BODY,
        "subject.source_body": FieldClass.BODY,
        "subject.document_no": FieldClass.REFERENCE,
        "subject.document_name": FieldClass.REFERENCE,
        "subject.title": FieldClass.REFERENCE,
        "subject.certificate_name": FieldClass.REFERENCE,
        "subject.certificate_no": FieldClass.REFERENCE,
        "subject.certificate_withdrawn": FieldClass.REFERENCE,
        "subject.basis": FieldClass.BASIS,
        "subject.tier_basis": FieldClass.BASIS,
        "subject.violation": FieldClass.NARRATIVE,
        "subject.facts": FieldClass.NARRATIVE,
        "subject.content": FieldClass.NARRATIVE,
        "subject.category_note": FieldClass.NARRATIVE,
        "subject.remark": FieldClass.NARRATIVE,
    }
)
