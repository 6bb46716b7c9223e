"""Looking at risks and assumptions again in each reporting cycle."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from base.history import save_as
from base.text import Text

from .. import rules
from ..models import ReportingCycle, RiskAssumption, RiskReview


@dataclass(frozen=True, slots=True)
class Finding:
    """What somebody found of one risk or assumption: a ``RiskVerdict`` and, where there is more to say, a note."""

    risk: RiskAssumption
    verdict: str
    note: Text = field(default_factory=Text)


@transaction.atomic
def review_risk(*, risk: RiskAssumption, cycle: ReportingCycle, verdict: str, note: Text, by: User) -> RiskReview:
    """Record what was found of a risk in a cycle; a second review in the same cycle corrects the first.

    Raises ``PermissionDenied``, or ``ValidationError`` when the cycle is closed or a note is in one language only.
    """
    if not rules.may_review_risks(by):
        raise PermissionDenied(_("You may not review risks and assumptions."))
    if not cycle.is_open:
        raise ValidationError(_("This reporting cycle is closed: its entries can no longer be changed."))
    note = Text(zh=note.zh.strip(), en=note.en.strip())
    if note.missing:
        raise ValidationError(_("Write the note in both languages, or in none."))
    risk = RiskAssumption.objects.select_for_update(of=("self",)).get(pk=risk.pk)
    review = RiskReview.objects.filter(risk=risk, cycle=cycle).first() or RiskReview(risk=risk, cycle=cycle)
    if review.pk and (review.verdict, review.note_zh_hans, review.note_en) == (verdict, note.zh, note.en):
        return review
    review.verdict, review.note_zh_hans, review.note_en, review.reviewed_by = verdict, note.zh, note.en, by
    save_as(review, by=by, reason="review")
    risk.reviewed_on = timezone.localdate()
    save_as(risk, by=by, reason="review")
    return review


@transaction.atomic
def review_risks(*, cycle: ReportingCycle, findings: Iterable[Finding], by: User) -> int:
    """Record several findings in one go: all of them or none. Returns how many."""
    return len([review_risk(risk=each.risk, cycle=cycle, verdict=each.verdict, note=each.note, by=by) for each in findings])
