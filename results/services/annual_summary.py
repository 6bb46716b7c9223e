"""The summary of a work plan at the end of a year: a report of the plan in that year, with the sections of its kind."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext

from accounts.models import User
from base.history import save_as
from base.text import CHINESE, ENGLISH, text_of
from workplans.models import WorkPlan

from ..models import KindSection, ProgressReport, ReportKind, ReportSection

KIND = "annual-summary"  # the kind of report, as fixtures and the administration know it
COPIED = (
    "key",
    "order",
    "depth",
    "is_numbered",
    "block",
    *(f"{name}_{c}" for name in ("heading", "body", "caption") for c in ("en", "zh_hans")),
)
LONGEST_SLUG, LONGEST_TITLE = 80, 200


@dataclass(frozen=True, slots=True)
class Prepared:
    """The summary of a year, and whether it was there before."""

    report: ProgressReport
    is_new: bool


def years_of(plan: WorkPlan, today: date | None = None) -> list[int]:
    """The years of the plan that have begun, the latest first."""
    last = min(plan.period_end, today or timezone.localdate()).year
    return list(range(last, plan.period_start.year - 1, -1))


@transaction.atomic
def prepare_annual_summary(*, plan: WorkPlan, year: int, by: User) -> Prepared:
    """The report that tells what the plan did in ``year``: made with the sections of its kind, or the one that is there.

    Raises ``PermissionDenied``, or ``ValidationError`` where the plan has no such year or the kind no sections; nothing is made
    then.
    """
    if not by.has_perm("results.add_progressreport"):
        raise PermissionDenied(_("You may not prepare reports."))
    WorkPlan.objects.select_for_update(no_key=True).get(pk=plan.pk)  # of two presses one is first, and the other finds its report
    if year not in years_of(plan):
        raise ValidationError(_("This plan does not run in %(year)s."), params={"year": year})
    start, end = max(plan.period_start, date(year, 1, 1)), min(plan.period_end, date(year, 12, 31))
    kind = ReportKind.objects.filter(slug=KIND).first()
    sections = list(KindSection.objects.filter(kind=kind)) if kind else []
    if not sections:
        text = _("There is no kind of report “%(slug)s” with sections to begin with: make it in the administration first.")
        raise ValidationError(text, params={"slug": KIND})
    if there := ProgressReport.objects.filter(kind=kind, work_plan=plan, period_start=start, period_end=end).first():
        return Prepared(there, is_new=False)
    report = ProgressReport(
        slug=_free_slug(plan, year), kind=kind, work_plan=plan, period_start=start, period_end=end, is_sample=plan.is_sample
    )
    for language, column in ((CHINESE, "title_zh_hans"), (ENGLISH, "title_en")):
        setattr(report, column, _title(plan, year, language))
    report.full_clean()
    save_as(report, by=by, reason="prepare")
    for section in sections:
        copy = ReportSection(report=report, **{name: getattr(section, name) for name in COPIED})
        save_as(copy, by=by, reason="prepare")
    return Prepared(report, is_new=True)


def _title(plan: WorkPlan, year: int, language: str) -> str:
    with override(language):
        phrase = pgettext("title of a report", "%(plan)s: annual summary of %(year)s")
    name = text_of(plan, "title").in_language(language)
    room = LONGEST_TITLE - len(phrase % {"plan": "", "year": year})
    return capfirst(phrase % {"plan": name[:room], "year": year})


def _free_slug(plan: WorkPlan, year: int) -> str:
    base = f"{plan.slug[: LONGEST_SLUG - 12]}-{year}"
    taken = set(ProgressReport.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    return next(name for number in range(1, len(taken) + 2) if (name := base if number == 1 else f"{base}-{number}") not in taken)
