"""What may have been erased, so that nobody can act on it any more."""

from bisect import bisect_right
from itertools import islice

from domain.disclosure.state import RecallState
from domain.time import day_of_ms
from verify.conduct.book import Book
from verify.conduct.kinds import CASE, FACT, PSEUDONYM, REPAIR, SUBJECT


def is_gone(book: Book, case: str, position: int) -> bool:
    """Tell whether whose case it is, or what it is about, may have been erased since an entry.

    Args:
        book: The states.
        case: Id of a case or of an application for repair.
        position: The entry by which somebody had to act on it.
    """
    filed, repair = book.at(CASE, case), book.at(REPAIR, case)
    subject = filed.subject or repair.subject
    if book.last_erasure < position or subject is None:
        return book.last_erasure > position
    facts = [jti for kind, _, jti in (one.partition(":") for one in repair.targets) if kind == "fact"]
    facts += [filed.target] if filed.target_kind == "fact" else []
    is_left = book.at(PSEUDONYM, f"{subject.type}:{subject.value}").subject_id is not None
    return not is_left or any(book.at(FACT, jti).erased_at is not None for jti in facts)


def is_recall_gone(book: Book, recall: RecallState, subject_id: str) -> bool:
    """Tell whether whom a recall is about may have been erased while its recipient could still confirm it in time.

    From then on nobody can confirm it. The erasure of a record takes no recall away (docs/events.md), so that it
    excuses nobody; nor does that of the subject, if the last day was over by then.

    Args:
        book: The states.
        recall: A recall that was ordered and not confirmed.
        subject_id: Whose file it was when it was ordered; empty where that was not opened.
    """
    erased = book.subject_erasures
    since = bisect_right(erased, recall.ordered_at or 0, key=lambda one: one.position)
    own = book.at(SUBJECT, subject_id).erased_at
    meant = (one for one in islice(erased, since, None) if recall.subject is None or one.position == own)
    first = next(meant, None)
    return first is not None and recall.due_on is not None and day_of_ms(first.time_ms) <= recall.due_on
