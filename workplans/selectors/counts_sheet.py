"""The sums of a plan as one table to take away."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext_lazy

from base.sheets import Cell, Sheet
from base.text import CHINESE, ENGLISH, Text, text_of
from base.wording import in_both

from ..models import WorkPlan
from .counts import Count, Half, PlanCounts

HEADINGS = (
    gettext_lazy("Added up by"),
    gettext_lazy("Name (Chinese)"),
    gettext_lazy("Name (English)"),
    gettext_lazy("Unit"),
    gettext_lazy("Planned, or the target"),
    gettext_lazy("Delivered (number)"),
)


def counts_sheet(plan: WorkPlan, counts: PlanCounts) -> Sheet:
    """A row for each target, area, period and organisation, and each unit."""
    return Sheet(
        name=f"{plan.slug}-counts",
        title=text_of(plan, "title"),
        headings=[in_both(heading) for heading in HEADINGS],
        rows=list(_rows(counts)),
    )


def _rows(counts: PlanCounts) -> Iterator[tuple[Cell, ...]]:
    for each in counts.targets:
        yield _row("target", text_of(each.target, "title"), each.count)
    for kind, lines in (("area", counts.by_area), ("period", counts.by_period), ("organisation", counts.by_organisation)):
        for line in lines:
            for count in line.counts:
                yield _row(kind, _name(line.name), count)


def _row(kind: str, name: Text, count: Count) -> tuple[Cell, ...]:
    return kind, name.zh, name.en, count.unit.slug, count.planned, count.delivered


def _name(name: object) -> Text:
    if isinstance(name, Half):
        return Text(zh=name.said(CHINESE), en=name.said(ENGLISH))
    if name is None:
        return Text(zh="", en="")
    return text_of(name, "title" if hasattr(name, "title") else "name")
