"""What a report's plan planned and delivered, in the period and from the plan's beginning until its end."""

from __future__ import annotations

from decimal import Decimal

from base.text import Text
from results.figures import write_number
from results.models import ProgressReport
from workplans.selectors.counts import Count, counts_of
from workplans.selectors.in_period import Span

from ..plan_content import NumberRow, PlanNumbersTable
from .plan_activities import area_name, word_of
from .texts import TextReader


def collect_numbers(report: ProgressReport, texts: TextReader) -> PlanNumbersTable | None:
    """The targets of the plan and the sums of its areas, each in one unit; nothing without a plan."""
    if report.work_plan is None:
        return None
    span = Span(*report.span)
    in_period = counts_of(report.work_plan, since=span.start, until=span.end)
    until_then = counts_of(report.work_plan, until=span.end)
    targets = tuple(
        _row(texts.of(total.target, "title"), part.count, total.count, texts, depth=total.depth)
        for part, total in zip(in_period.targets, until_then.targets, strict=True)
    )
    areas = tuple(
        _row(area_name(whole.name, texts), part, total, texts)
        for line, whole in zip(in_period.by_area, until_then.by_area, strict=True)
        for part, total in zip(line.counts, whole.counts, strict=True)
    )
    return PlanNumbersTable(
        word=word_of(report.work_plan, "area", texts),
        targets=targets,
        areas=areas,
        counted_twice=tuple(texts.of(event, "title") for event in until_then.counted_twice),
    )


def _row(name: Text, in_period: Count, until_then: Count, texts: TextReader, depth: int = 0) -> NumberRow:
    return NumberRow(
        name=name,
        depth=depth,
        unit=texts.of(until_then.unit, "name"),
        planned=_written(until_then.planned),
        in_period=_written(in_period.delivered),
        until_then=_written(until_then.delivered),
        percent=until_then.percent,
    )


def _written(value: Decimal | None) -> str:
    return "" if value is None else write_number(value, 0)
