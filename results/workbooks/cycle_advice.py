"""The first page of a cycle's workbook: what to do with it, by when."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.utils.translation import gettext_lazy as _

from base.dates import Precision, format_dates, format_period
from base.text import CHINESE, ENGLISH, Text, text_of
from base.workbooks.shapes import in_both
from knowledge.models import Country, Theme

from ..models import Framework, ReportingCycle
from ..selectors.deadlines import Deadline, deadlines_of

STEPS = (
    _("Fill in the light yellow cells of the sheets; the grey ones are locked and tell what is known already."),
    _("Where a cell has a list, choose one of its lines. The red corner of a heading hides what the column means."),
    _("A figure that is not there is never 0: choose in “State” why there is none."),
    _("Write every text in both languages where you can; the reviewers see what is missing."),
    _("Do not add, delete or move rows and columns; sorting is not needed."),
    _("Save the file as .xlsx and bring it in on the page you took it from. Before anything is written you see every change."),
    _("What you do not touch stays as it is in the portal, even when somebody else changes it meanwhile."),
)


def advice_for(cycle: ReportingCycle, scope: Mapping[str, str], writers: Iterable[str] = ()) -> list[Text]:
    """What this workbook is about, who writes it, the cycle's deadlines, and how to fill it in."""
    period = Text(*(format_period(cycle.period_start, cycle.period_end, language) for language in (CHINESE, ENGLISH)))
    about = [_said(_("Period"), period)]
    for name, model, field in (("country", Country, "iso3"), ("framework", Framework, "slug"), ("theme", Theme, "slug")):
        if key := scope.get(name):
            record = model.objects.get(**{field: key})
            label = in_both(model._meta.verbose_name)
            about.append(Text(zh=f"{label.zh}：{_name(record).zh}", en=f"{label.en}: {_name(record).en}"))
    if names := sorted(set(writers)):
        about.append(_said(_("to be written by"), Text(zh="、".join(names), en=", ".join(names))))
    return [*about, *(_deadline(deadline) for deadline in deadlines_of(cycle)), *(in_both(step) for step in STEPS)]


def _name(record: object) -> Text:
    return text_of(record, "title" if isinstance(record, Framework) else "name")


def _said(label: object, text: Text) -> Text:
    head = in_both(label)
    return Text(zh=f"{head.zh}：{text.zh}", en=f"{head.en}: {text.en}")


def _deadline(deadline: Deadline) -> Text:
    """“Input: by 14 August 2026”."""
    day = {language: format_dates(deadline.due_on, None, Precision.DAY, language) for language in (CHINESE, ENGLISH)}
    step = in_both(deadline.step.label)
    if deadline.is_provisional:
        return Text(zh=f"{step.zh}：{day[CHINESE]}前（暂定）", en=f"{step.en}: by {day[ENGLISH]} (provisional)")
    return Text(zh=f"{step.zh}：{day[CHINESE]}前", en=f"{step.en}: by {day[ENGLISH]}")
