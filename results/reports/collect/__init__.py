"""From the database to the frozen content of a report, by the same few queries however much there is."""

from __future__ import annotations

from collections.abc import Callable

from base.dates import format_period
from base.text import CHINESE, ENGLISH, Text
from results.enums import Block
from results.models import ProgressEntry, ProgressReport, ReportSection

from ..content import AbbreviationsPlace, Cover, Drawn, Report, Section
from .abbreviations import find_abbreviations
from .charts import collect_deliverables_chart, collect_funding
from .country_progress import collect_country_progress
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
}


def collect_report(slug: str) -> tuple[Report, list[Gap]]:
    """The content of the report ``slug``, and every text of it that one language lacks.

    Raises ``ProgressReport.DoesNotExist``.
    """
    report = ProgressReport.objects.select_related(
        "kind", "cycle__meeting__body", "cycle__sector", "framework", "work_plan__body"
    ).get(slug=slug)
    texts = TextReader()
    cover = _cover(report, texts)
    collected = tuple(_section(report, section, texts) for section in report.sections.all())
    sections = with_abbreviations(with_figures(collected))
    abbreviations = find_abbreviations((cover, sections), texts)
    unapproved = ProgressEntry.objects.regional().unapproved().filter(cycle=report.cycle_id).order_by("indicator__code")
    codes = tuple(unapproved.values_list("indicator__code", flat=True))
    return Report(cover=cover, sections=sections, abbreviations=abbreviations, unapproved=codes), texts.gaps


def _cover(report: ProgressReport, texts: TextReader) -> Cover:
    cycle, meeting = report.cycle, report.cycle.meeting
    zh, en = (format_period(cycle.period_start, cycle.period_end, language) for language in (CHINESE, ENGLISH))
    return Cover(
        title=texts.of(report, "title"),
        subtitle=texts.of(report, "subtitle"),
        kind=texts.of(report.kind, "name"),
        meeting=texts.of(meeting, "title"),
        meeting_dates=Text(zh=meeting.dates_in(CHINESE), en=meeting.dates_in(ENGLISH)),
        meeting_place=texts.of(meeting, "place"),
        sector=texts.of(cycle.sector, "name"),
        period=Text(zh=zh, en=en),
        author=texts.of(report.work_plan.body if report.work_plan else meeting.body, "name"),
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
