"""How far countries have come, by pillar and cross-cutting theme."""

from __future__ import annotations

from itertools import groupby

from knowledge.enums import ThemeKind
from results.models import CountryProgress, ProgressReport
from results.selectors.progress import approved_country_progress

from ..content import CountryEntry, CountryProgressTable, ThemeProgress
from .texts import TextReader


def collect_country_progress(report: ProgressReport, texts: TextReader) -> CountryProgressTable | None:
    """The progress of the cycle per theme as it was last approved: the region's summary first, then the countries.

    Nothing without a cycle.
    """
    if report.cycle is None:
        return None
    found = approved_country_progress(report.cycle)
    # The region as a whole comes before its countries.
    rows = sorted(found, key=lambda row: (row.theme.order, row.theme.slug, row.country.order if row.country else -1))
    themes = []
    for theme, entries in groupby(rows, key=lambda row: row.theme):
        themes.append(
            ThemeProgress(
                code=theme.code,
                theme=texts.of(theme, "name"),
                is_pillar=theme.kind == ThemeKind.PILLAR,
                entries=tuple(_entry(entry, texts) for entry in entries),
            )
        )
    return CountryProgressTable(themes=tuple(themes))


def _entry(progress: CountryProgress, texts: TextReader) -> CountryEntry:
    return CountryEntry(
        country=texts.of(progress.country, "name"),
        summary=texts.of(progress, "summary"),
        challenges=texts.lines(progress, "challenges"),
    )
