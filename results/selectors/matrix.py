"""Which country has told its progress under which theme in a cycle, as approved: countries down, themes across."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from base.sheets import Cell as SheetCell
from base.sheets import Sheet
from base.text import Text, text_of
from base.wording import in_both
from knowledge.enums import ThemeKind
from knowledge.models import Country, Theme

from ..models import CountryProgress, ReportingCycle
from ..references import records_with_figures
from .progress import approved_country_progress
from .summary import name_of


@dataclass(frozen=True, slots=True)
class MatrixCell:
    """One country (``None``: the region as a whole) under one theme, and what is approved of it."""

    theme: Theme
    country: Country | None
    progress: CountryProgress | None

    @property
    def anchor(self) -> str:
        """Where on the page its text stands."""
        return f"{self.theme.slug}-{self.country.iso3.lower() if self.country else 'region'}"

    @property
    def challenges(self) -> int:
        """How many challenges it names."""
        text = text_of(self.progress, "challenges")
        return len([line for line in (text.en or text.zh).splitlines() if line.strip()])


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """A country under every theme."""

    country: Country | None
    cells: list[MatrixCell]

    @property
    def told(self) -> int:
        return sum(cell.progress is not None for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Matrix:
    """The whole: the region first, then the member countries in their order."""

    cycle: ReportingCycle
    themes: list[Theme]
    rows: list[MatrixRow]

    @property
    def totals(self) -> list[int]:
        """For each theme, how many countries told it; the region's summary is none of them."""
        return [sum(row.cells[index].progress is not None for row in self.countries) for index in range(len(self.themes))]

    @property
    def countries(self) -> list[MatrixRow]:
        return [row for row in self.rows if row.country]

    @property
    def told(self) -> int:
        """How many cells of countries are told."""
        return sum(self.totals)

    @property
    def has_text(self) -> bool:
        return any(row.told for row in self.rows)

    @property
    def asked(self) -> int:
        """How many cells of countries there are."""
        return len(self.themes) * len(self.countries)

    @property
    def texts(self) -> list[tuple[Theme, list[MatrixCell]]]:
        """What is told, theme by theme, the region first; themes of which nothing is told are left out."""
        by_theme = ((theme, [row.cells[index] for row in self.rows]) for index, theme in enumerate(self.themes))
        told = ((theme, [cell for cell in cells if cell.progress]) for theme, cells in by_theme)
        return [(theme, cells) for theme, cells in told if cells]


def matrix_of(cycle: ReportingCycle) -> Matrix:
    """The pillars, the cross-cutting themes that the cycle tells of, and all member countries."""
    told = records_with_figures(approved_country_progress(cycle))
    found = {(record.theme_id, record.country_id): record for record in told}
    pillars = Q(kind=ThemeKind.PILLAR) | Q(pk__in=[theme for theme, _country in found])
    themes = list(Theme.objects.filter(pillars).order_by("order", "slug"))
    countries = list(Country.objects.filter(is_member=True))
    rows = [_row(country, themes, found) for country in (None, *countries)]
    return Matrix(cycle, themes, rows)


def _row(country: Country | None, themes: Iterable[Theme], found: dict[tuple[int, int | None], CountryProgress]) -> MatrixRow:
    key = country.pk if country else None
    return MatrixRow(country, [MatrixCell(theme, country, found.get((theme.pk, key))) for theme in themes])


def matrix_sheet(matrix: Matrix) -> Sheet:
    """One row per cell, with its text in both languages."""
    headings = [
        *(in_both(heading) for heading in (gettext_lazy("ISO code"), gettext_lazy("Country"), gettext_lazy("Theme"))),
        in_both(gettext_lazy("Progress approved")),
        *(in_both(gettext_lazy("Progress (%(language)s)"), language=language) for language in ("中文", "English")),
        *(in_both(gettext_lazy("Challenges (%(language)s)"), language=language) for language in ("中文", "English")),
    ]
    rows = [_line(cell) for row in matrix.rows for cell in row.cells]
    return Sheet(f"{matrix.cycle.slug}-countries-and-pillars", text_of(matrix.cycle, "title"), headings, rows)


def _line(cell: MatrixCell) -> list[SheetCell]:
    country = text_of(cell.country, "name") if cell.country else in_both(gettext_lazy("region"))
    summary, challenges = text_of(cell.progress, "summary"), text_of(cell.progress, "challenges")
    return [
        *(cell.country.iso3 if cell.country else "", _both(country), _both(name_of(cell.theme))),
        _("yes") if cell.progress else _("no"),
        *(summary.zh, summary.en, challenges.zh, challenges.en),
    ]


def _both(text: Text) -> str:
    return " / ".join(part for part in (text.zh, text.en) if part)
