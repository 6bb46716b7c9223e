"""Many records in one go: each by its own rules, so that some go through and others stay, each with its reason."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from accounts.models import User

from ..enums import NoticeKind
from ..models import Reviewed
from . import reviewing
from .notices import tell_authors_together


@dataclass
class Outcome:
    """What was done, and what was refused and why."""

    done: list[Reviewed] = field(default_factory=list)
    refused: list[tuple[Reviewed, str]] = field(default_factory=list)


def submit_many(*, records: Iterable[Reviewed], by: User) -> Outcome:
    """Submit those that can be submitted by ``by``."""
    return _each(records, lambda record: reviewing.submit(entry=record, by=by))


@transaction.atomic
def approve_many(*, records: Iterable[Reviewed], by: User) -> Outcome:
    """Approve those that can be approved by ``by``; an author gets one e-mail about all of theirs."""
    outcome = _each(records, lambda record: reviewing.approve(entry=record, by=by, tell=False))
    tell_authors_together(NoticeKind.APPROVED, outcome.done)
    return outcome


def _each(records: Iterable[Reviewed], step: Callable[[Reviewed], Reviewed]) -> Outcome:
    outcome = Outcome()
    for record in records:
        try:
            with transaction.atomic():
                outcome.done.append(step(record))
        except ValidationError as error:
            outcome.refused.append((record, " ".join(error.messages)))
        except PermissionDenied as error:
            outcome.refused.append((record, str(error)))
    return outcome
