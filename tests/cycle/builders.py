"""A small reporting cycle: a meeting with a date, a calendar, a framework with one result, its indicators and a pillar."""

from __future__ import annotations

from datetime import date
from itertools import count

from accounts.models import User
from base.dates import Precision
from knowledge.enums import ThemeKind
from knowledge.models import Country, Theme
from results.enums import EntryState, ReportingStep
from results.models import (
    CountryProgress,
    DeadlineRule,
    Framework,
    Indicator,
    IndicatorPlacement,
    Measure,
    ProgressEntry,
    ReportingCycle,
    Result,
    WorkCalendar,
)
from tests.pages import builders as pages
from tests.results import builders

RULES = {"input": 30, "review": 20, "translation": 12, "print": 5}
_number = count(1)


def calendar(rules: dict[str, int] | None = None) -> WorkCalendar:
    number = next(_number)
    made = WorkCalendar.objects.create(
        slug=f"test-calendar-{number}", name_en=f"Calendar {number}", name_zh_hans=f"日历{number}", weekend=[5, 6]
    )
    for step, days in (RULES if rules is None else rules).items():
        DeadlineRule.objects.create(calendar=made, step=ReportingStep(step), working_days=days)
    return made


def cycle(*, meeting_on: date | None = date(2031, 9, 25), precision: str = Precision.DAY, **options: object) -> ReportingCycle:
    """A cycle of the first half of 2031 whose meeting is on a Thursday, told in a framework of one result under a pillar."""
    made = builders.cycle(**options)
    made.meeting.starts_on, made.meeting.precision = meeting_on, precision
    made.meeting.save()
    made.calendar = calendar()
    made.save()
    made.frameworks.add(framework())
    return made


def framework() -> Framework:
    made = pages.framework()
    result = pages.result(made, theme=pillar())
    result.risks_and_assumptions.all().delete()
    return made


def pillar() -> Theme:
    number = next(_number)
    return Theme.objects.create(
        slug=f"test-pillar-{number}",
        kind=ThemeKind.PILLAR,
        code=str(number),
        name_en=f"Pillar {number}",
        name_zh_hans=f"支柱{number}",
    )


def indicator(of: ReportingCycle, *, by_country: bool = False, **fields: object) -> Indicator:
    """An indicator in the cycle's framework, with one measure."""
    made = builders.indicator()
    for name, value in {"by_country": by_country, **fields}.items():
        setattr(made, name, value)
    made.save()
    pages.place(made, Result.objects.get(framework__cycles=of))
    pages.measure(made)
    return made


def placement(of: Indicator) -> IndicatorPlacement:
    return IndicatorPlacement.objects.get(indicator=of)


def entry(
    of: ReportingCycle,
    *,
    about: Indicator | None = None,
    country: Country | None = None,
    author: User | None = None,
    state: EntryState = EntryState.DRAFT,
) -> ProgressEntry:
    """An entry written in both languages."""
    return ProgressEntry.objects.create(
        cycle=of,
        indicator=about or indicator(of),
        country=country,
        narrative_en="230 people took part.",
        narrative_zh_hans="230人参加。",
        author=author,
        state=state,
    )


def country_progress(
    of: ReportingCycle, country: Country | None, *, author: User | None = None, state: EntryState = EntryState.DRAFT
) -> CountryProgress:
    return CountryProgress.objects.create(
        cycle=of,
        theme=Result.objects.get(framework__cycles=of).theme,
        country=country,
        summary_en="A law was passed.",
        summary_zh_hans="通过一部法律。",
        author=author,
        state=state,
    )


def measure_of(entry: ProgressEntry) -> Measure:
    return entry.indicator.measures.get()


def members(number: int = 2) -> list[Country]:
    return list(Country.objects.filter(is_member=True)[:number])
