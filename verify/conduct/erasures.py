"""What may have been erased, so that nobody can act on it any more."""

from verify.conduct.book import Book
from verify.conduct.kinds import CASE, FACT, PSEUDONYM, REPAIR


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
