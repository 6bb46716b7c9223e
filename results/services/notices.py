"""What people are told about a reporting cycle by e-mail; the outbox sends it (``accounts/services/outbox.py``)."""

from __future__ import annotations

from collections.abc import Iterable

from accounts.models import Notice, User
from accounts.services import outbox

from ..enums import NoticeKind
from ..models import ReportingCycle, Reviewed


def tell(
    kind: NoticeKind, recipient: User, cycle: ReportingCycle, key: str, facts: dict[str, object] | None = None
) -> Notice | None:
    """Have one e-mail about a cycle sent; ``None`` when there is nobody to send it to, or it was made already.

    ``facts`` hold ``records`` (``["progressentry", 12]``) and what else the words need; see ``services/letters.py``.
    """
    return outbox.tell(kind, recipient, key, {"cycle": cycle.pk, **(facts or {})})


def tell_author(kind: NoticeKind, record: Reviewed) -> Notice | None:
    """Tell whoever wrote a record that it was returned or approved."""
    if record.author is None or record.author_id == record.reviewer_id:
        return None
    facts = {"records": [address_of(record)], "note": record.review_note if kind == NoticeKind.RETURNED else ""}
    key = f"{record._meta.model_name}:{record.pk}:{record.updated_at.isoformat()}"
    return tell(kind, record.author, record.cycle, key, facts)


def tell_authors_together(kind: NoticeKind, records: Iterable[Reviewed]) -> None:
    """One e-mail for each author about several records of one cycle that were decided in one go."""
    of_author: dict[int, list[Reviewed]] = {}
    for record in records:
        of_author.setdefault(record.author_id, []).append(record)
    for theirs in of_author.values():
        if (author := theirs[0].author) is not None:
            key = f"{theirs[0]._meta.model_name}:{theirs[0].pk}:{theirs[0].updated_at.isoformat()}"
            tell(kind, author, theirs[0].cycle, key, {"records": [address_of(record) for record in theirs]})


def address_of(record: Reviewed) -> list[object]:
    """How facts name a record."""
    return [record._meta.model_name, record.pk]
