"""What happened in the sound log."""

from dataclasses import dataclass
from datetime import date

from domain.identifier import Identifier
from ledger.base64url import encode
from ledger.crypto.keys import SigningKey
from ledger.labels import attachment_digest
from ledger.vault import Attachment
from tests.domain.due_process_examples import DUE_PROCESS
from tests.fsck.sample_log import ORIGIN, SampleLog, organisation

_DUE = {name: "subject.identifier" in disclosed for name, (_, disclosed) in DUE_PROCESS.items()}
"""Events of due process, and whether they are about a subject."""
SCAN = Attachment("application/pdf", bytes(range(16)), b"%PDF-1.7 scan of a letter")
SCAN_NAME = encode(attachment_digest(ORIGIN, SCAN.salt, SCAN.content))
_CASES = tuple(f"0190a5b0-0000-4000-8000-0000000000c{n}" for n in range(2))


@dataclass
class Sound:
    """The log and where things stand in it."""

    log: SampleLog
    size: int
    fact: int
    corrected: int
    erased_record: int
    erased_subject_fact: int
    subject_opened: int
    catalogue: int
    rotated: int
    rule: int
    decided: int
    granted: int
    erased_record_case: int
    erased_subject_notice: int
    erased_subject_decided: int
    answered: int
    erased_record_note: int


def write_sound(log: SampleLog, many: int) -> Sound:
    """Write one full tile and some more, with every kind of event."""
    log.found()
    catalogue = log.publish("xk-food")
    log.publish("ry-star", nature="honour", standard="basic")
    return write_rest(log, many, catalogue)


def write_rest(log: SampleLog, many: int, catalogue: int = 0) -> Sound:
    """Write what comes after the catalogue."""
    first = log.subject(organisation(1))
    fact, _ = log.fact(first, log.fields(organisation(1), "1"))
    second_at, second = log.fact(first, log.fields(organisation(1), "2"))
    corrected, _ = log.fact(first, log.fields(organisation(1), "2号更正"), corrects=second)
    third_at, third = log.fact(first, log.fields(organisation(1), "3"))
    third_fixed, _ = log.fact(first, log.fields(organisation(1), "3更正"), corrects=third)
    log.withdraw(first, second)
    linked = Identifier("reg", "370481000000001")
    log.link(first, linked)
    log.unlink(first, linked)
    rule = log.due("rule-published")
    due = {name: log.due(name, first if filed else None) for name, filed in _DUE.items()}
    answered = log.due("case-answered", first, evidence=SCAN_NAME)
    third_case = log.due("case-filed", first, case=_CASES[0], target_kind="fact", target=third)
    third_note = log.due("correction-stated", first, target=third, evidence=SCAN_NAME)
    third_repair = log.due("repair-applied", first, case=_CASES[1], targets=f"fact:{third}")
    gone = log.subject(organisation(2))
    gone_fact, _ = log.fact(gone, log.fields(organisation(2), "4"))
    lost = {name: log.due(name, gone) for name, filed in _DUE.items() if filed}
    lost_answer = log.due("case-answered", gone, evidence=SCAN_NAME)
    for position, owner in ((answered, first), (third_note, first), (lost_answer, gone)):
        log.attach(position, owner, SCAN)
    rotated = log.rotate_agency_key(SigningKey.from_seed(b"r" * 32))
    log.withdraw_item("ry-star", date(2030, 1, 1))
    opened = write_many(log, many)
    log.erase_record(first, third, [third_at, third_fixed, third_case, third_note, third_repair])
    log.erase_subject(gone)
    last, _ = log.fact(first, log.fields(organisation(1), "末"))
    del second_at
    return Sound(
        log=log,
        size=last + 1,
        fact=fact,
        corrected=corrected,
        erased_record=third_at,
        erased_subject_fact=gone_fact,
        subject_opened=opened,
        catalogue=catalogue,
        rotated=rotated,
        rule=rule,
        decided=due["listing-decided"],
        granted=due["repair-granted"],
        erased_record_case=third_case,
        erased_subject_notice=lost["notice-served"],
        erased_subject_decided=lost["listing-decided"],
        answered=answered,
        erased_record_note=third_note,
    )


def write_many(log: SampleLog, many: int) -> int:
    """Record facts of one more subject in one transaction; give the place of its opening."""
    identifier = organisation(3)
    subject = log.subject(identifier)
    positions = log.facts(subject, [log.fields(identifier, f"多{i}") for i in range(many)])
    return positions[0] - 1
