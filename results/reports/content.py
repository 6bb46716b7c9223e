"""What a report consists of, in both languages and apart from the database.

Everything here is frozen and made of texts, numbers and tuples, so that a report can be kept as JSON (``snapshot.py``)
and drawn again from it in years to come. Dates and figures are kept as they are written, in each language.
"""

from __future__ import annotations

from dataclasses import dataclass

from base.text import Text

from .plan_content import PlanDrawn


@dataclass(frozen=True, slots=True)
class Cover:
    """What the first page says. A report of a plan names ``plan``, one of a cycle its meeting and sector; the others are empty."""

    title: Text
    subtitle: Text
    kind: Text
    meeting: Text
    meeting_dates: Text
    meeting_place: Text
    sector: Text
    plan: Text
    period: Text
    author: Text  # the body that answers for the report


@dataclass(frozen=True, slots=True)
class Abbreviation:
    """A short form from the glossary, with the languages in whose texts it occurs."""

    short: str
    term: Text
    languages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure as it is written. ``measure`` says of what, ``cell`` for whom (a country, a sex), ``period`` when."""

    measure: Text
    cell: Text
    period: Text
    written: Text


@dataclass(frozen=True, slots=True)
class IndicatorRow:
    """An indicator with its baseline and what is told about it."""

    code: str
    name: Text
    baseline: tuple[Figure, ...]
    figures: tuple[Figure, ...]
    narrative: Text  # Markdown
    rating: Text


@dataclass(frozen=True, slots=True)
class ResultGroup:
    """A result of the framework with the indicators that it is measured by."""

    code: str
    level: Text
    statement: Text
    theme: Text
    indicators: tuple[IndicatorRow, ...]


@dataclass(frozen=True, slots=True)
class ResultsTable:
    """The framework's results with their indicators, in printed order."""

    baseline_year: int
    groups: tuple[ResultGroup, ...]


@dataclass(frozen=True, slots=True)
class CountryEntry:
    """How far a country has come under a theme; without a country, the region as a whole."""

    country: Text
    summary: Text  # Markdown
    challenges: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class ThemeProgress:
    """One theme with what the region and its countries report."""

    code: str
    theme: Text
    is_pillar: bool
    entries: tuple[CountryEntry, ...]


@dataclass(frozen=True, slots=True)
class CountryProgressTable:
    """The themes in printed order."""

    themes: tuple[ThemeProgress, ...]


@dataclass(frozen=True, slots=True)
class ChallengeItem:
    """A challenge, what follows from it, and who looks after it."""

    number: int
    title: Text
    description: Text
    follow_up: Text
    owner: Text


@dataclass(frozen=True, slots=True)
class ChallengeList:
    """The challenges in printed order."""

    items: tuple[ChallengeItem, ...]


@dataclass(frozen=True, slots=True)
class ActivityItem:
    """An activity as the plan's table names it."""

    title: Text
    dates: Text


@dataclass(frozen=True, slots=True)
class ObjectiveRow:
    """An objective with its activities."""

    number: int
    title: Text
    activities: tuple[ActivityItem, ...]


@dataclass(frozen=True, slots=True)
class PlanTheme:
    """The objectives of a work plan under one pillar or cross-cutting theme."""

    code: str
    theme: Text
    is_pillar: bool
    objectives: tuple[ObjectiveRow, ...]


@dataclass(frozen=True, slots=True)
class WorkPlanTable:
    """The themes of a plan with their objectives, in printed order."""

    themes: tuple[PlanTheme, ...]


@dataclass(frozen=True, slots=True)
class DeliverableRow:
    """A deliverable: its parts, when it is due, and what the meeting is asked to do."""

    number: int
    title: Text
    parts: tuple[Text, ...]
    due: Text
    action: Text


@dataclass(frozen=True, slots=True)
class DeliverablesTable:
    """The deliverables in printed order."""

    rows: tuple[DeliverableRow, ...]


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar of a chart: its name, and its length in the chart's unit."""

    label: Text
    value: float


@dataclass(frozen=True, slots=True)
class Grants:
    """Amounts in one currency, in whole units of it."""

    currency: str
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class FundingChart:
    """Grants by beneficiary, one chart per currency."""

    currencies: tuple[Grants, ...]


@dataclass(frozen=True, slots=True)
class DeliverablesChart:
    """How many deliverables fall due in each quarter."""

    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class PlanStatesChart:
    """How many activities of a plan are in each state at the end of the period."""

    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class AbbreviationsPlace:
    """Where the list of abbreviations stands; the list itself is the report's."""


Drawn = (
    ResultsTable
    | CountryProgressTable
    | ChallengeList
    | WorkPlanTable
    | DeliverablesTable
    | FundingChart
    | DeliverablesChart
    | PlanStatesChart
    | AbbreviationsPlace
    | PlanDrawn
)


@dataclass(frozen=True, slots=True)
class Section:
    """A heading, a text in Markdown, and below it what is drawn from the database, if anything."""

    key: str
    depth: int
    is_numbered: bool
    heading: Text
    body: Text
    caption: Text
    drawn: Drawn | None


@dataclass(frozen=True, slots=True)
class Report:
    """One report, whole. ``unapproved`` names what was not approved when it was collected (``selectors/unapproved.py``)."""

    cover: Cover
    sections: tuple[Section, ...]
    abbreviations: tuple[Abbreviation, ...]
    unapproved: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class EditionMark:
    """Which edition this is: its number (``None`` when it is drawn outside the count), its language and its day (ISO 8601)."""

    number: int | None
    language: str
    day: str


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Everything that an edition is drawn from."""

    edition: EditionMark
    report: Report
