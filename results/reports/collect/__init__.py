"""From the database to the frozen content of a report, by the same few queries however much there is."""

from __future__ import annotations

from collections.abc import Callable

from base.text import CHINESE, ENGLISH, Text
from results.enums import Block
from results.models import ProgressReport, ReportSection
from results.selectors.unapproved import unapproved_in

from ..content import AbbreviationsPlace, Cover, Drawn, Report, Section
from .abbreviations import find_abbreviations
from .charts import collect_deliverables_chart, collect_funding
from .country_progress import collect_country_progress
from .plan_activities import collect_activities, collect_states, collect_states_chart
from .plan_following import collect_changes, collect_decisions, collect_problems
from .plan_numbers import collect_numbers
from .results_table import collect_results
from .rewriting import with_abbreviations, with_figures
from .texts import Gap, TextReader
from .work_plan import collect_challenges, collect_deliverables, collect_work_plan

__all__ = ["Gap", "collect_report"]

BLOCKS: dict[str, Callable[[ProgressReport, TextReader], Drawn | None]] = {
    Block.ABBREVIATIONS: lambda report, texts: AbbreviationsPlace(),
    Block.COUNTRY_PROGRESS: collect_country_progress,
    Block.RESULTS_TABLE: collect_results,
    Block.CHALLENGES: collect_challenges,
    Block.WORK_PLAN: collect_work_plan,
    Block.DELIVERABLES: collect_deliverables,
    Block.FUNDING_CHART: collect_funding,
    Block.DELIVERABLES_CHART: collect_deliverables_chart,
    Block.PLAN_STATES: collect_states,
    Block.PLAN_STATES_CHART: collect_states_chart,
    Block.PLAN_ACTIVITIES: collect_activities,
    Block.PLAN_NUMBERS: collect_numbers,
    Block.PLAN_PROBLEMS: collect_problems,
    Block.PLAN_CHANGES: collect_changes,
    Block.PLAN_DECISIONS: collect_decisions,
}


def collect_report(slug: str) -> tuple[Report, list[Gap]]:
    """The content of the report ``slug``, and every text of it that one language lacks.

    Raises ``ProgressReport.DoesNotExist``.
    """
    reports = ProgressReport.objects.select_related("kind", "cycle__meeting__body", "cycle__sector", "framework", "work_plan__body")
    report = reports.prefetch_related("sections").get(slug=slug)
    texts = TextReader()
    cover = _cover(report, texts)
    collected = tuple(_section(report, section, texts) for section in report.sections.all())
    sections = with_abbreviations(with_figures(collected))
    abbreviations = find_abbreviations((cover, sections), texts)
    unapproved = tuple(unapproved_in(report))
    return Report(cover=cover, sections=sections, abbreviations=abbreviations, unapproved=unapproved), texts.gaps


def _cover(report: ProgressReport, texts: TextReader) -> Cover:
    cycle, plan = report.cycle, report.work_plan
    meeting = cycle.meeting if cycle else None
    return Cover(
        title=texts.of(report, "title"),
        subtitle=texts.of(report, "subtitle"),
        kind=texts.of(report.kind, "name"),
        meeting=texts.of(meeting, "title"),
        meeting_dates=Text(zh=meeting.dates_in(CHINESE), en=meeting.dates_in(ENGLISH)) if meeting else Text(),
        meeting_place=texts.of(meeting, "place"),
        sector=texts.of(cycle.sector if cycle else None, "name"),
        plan=texts.of(plan, "title") if cycle is None else Text(),
        period=Text(zh=report.period_in(CHINESE), en=report.period_in(ENGLISH)),
        author=texts.of(plan.body if plan else meeting.body, "name"),
    )


def _section(report: ProgressReport, section: ReportSection, texts: TextReader) -> Section:
    return Section(
        key=section.key,
        depth=section.depth,
        is_numbered=section.is_numbered,
        heading=texts.of(section, "heading"),
        body=texts.of(section, "body"),
        caption=texts.of(section, "caption"),
        drawn=BLOCKS[section.block](report, texts) if section.block else None,
    )
