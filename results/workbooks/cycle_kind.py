"""The workbook of a reporting cycle: exported for a country, a framework, a theme or all of it; written through the services."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from base.history import last_change_of
from base.text import Text, text_of
from base.workbooks.comparing import RowChange
from base.workbooks.kinds import WorkbookKind, Written
from base.workbooks.problems import WorkbookError
from base.workbooks.shapes import Book, Row, Sheet, in_both
from knowledge.models import Country, Theme

from .. import rules
from ..models import CountryProgress, Framework, ProgressEntry, ReportingCycle, Reviewed, ScaleStep
from ..selectors.board import cycles_for_board, themes_of_indicators
from ..selectors.cycle_cells import cells_of_entries, previous_entries, previous_progress
from . import cycle_sheets as sheets
from .cycle_advice import advice_for
from .cycle_rows import comment_on, country_row, entry_row, figure_row, scale_of
from .cycle_writing import write_rows

NAMED = {
    "cycle": (ReportingCycle, "slug"),
    "country": (Country, "iso3"),
    "framework": (Framework, "slug"),
    "theme": (Theme, "slug"),
}


class CycleWorkbook(WorkbookKind):
    """A row per cell, per entry, and per theme and country."""

    name = "cycle"
    options = ("cycle", "country", "framework", "theme")
    needed = ("cycle",)
    needs_person = True

    @property
    def title(self) -> Text:
        return in_both(gettext_lazy("reporting cycle"))

    def may_import(self, by: AbstractBaseUser | None) -> bool:
        return by is not None and by.has_perm("results.add_workbookimport")

    def check(self, scope: Mapping[str, str], by: AbstractBaseUser | None) -> dict[str, str]:
        """A focal point gets the own country's rows, whatever is asked for."""
        told = {name: value for name in self.options if (value := scope.get(name, ""))}
        if by is not None:
            if not rules.may_see_board(by):
                raise PermissionDenied(_("You may not see this reporting cycle."))
            if not rules.speaks_for_every_country(by):
                told["country"] = by.country.iso3
        for name, (model, field) in NAMED.items():
            if name in told and not model.objects.filter(**{field: told[name]}).exists():
                raise WorkbookError(_("There is no %(what)s “%(name)s”.") % {"what": model._meta.verbose_name, "name": told[name]})
        if "cycle" not in told:
            raise WorkbookError(_("Say which reporting cycle."))
        return told

    def book(self, scope: Mapping[str, str], by: AbstractBaseUser | None) -> Book:
        cycle = cycles_for_board().get(slug=scope["cycle"])
        entries, told = _records(cycle, scope)
        made = [
            Sheet(sheets.FIGURES, sheets.figure_columns(), _figure_rows(cycle, entries, by)),
            Sheet(sheets.PROGRESS, sheets.progress_columns(), _entry_rows(cycle, entries, by)),
            Sheet(sheets.COUNTRIES, sheets.country_columns(), _country_rows(cycle, told, by)),
        ]
        return Book(
            kind=self.name,
            scope=dict(scope),
            title=text_of(cycle, "title"),
            advice=advice_for(cycle, scope, _writers(entries)),
            sheets=[sheet for sheet in made if sheet.rows or sheet.name == sheets.FIGURES],
        )

    def hold(self, scope: Mapping[str, str]) -> None:
        """Lock the entries first: whoever writes one of them waits, and reads what is written here."""
        for model in (ProgressEntry, CountryProgress):
            list(model.objects.select_for_update(of=("self",)).filter(cycle__slug=scope["cycle"]).order_by("pk").values_list("pk"))

    def last_change(self, row: Row) -> str:
        about = row.about
        if isinstance(about, tuple):
            entry, cell = about
            about = cell.shown or entry
        return last_change_of(about)

    def write(self, scope: Mapping[str, str], changes: Sequence[RowChange], by: AbstractBaseUser | None) -> Written:
        return write_rows(changes, by)


def _records(cycle: ReportingCycle, scope: Mapping[str, str]) -> tuple[list[ProgressEntry], list[CountryProgress]]:
    """The entries and the country progress that the scope names."""
    entries = ProgressEntry.objects.filter(cycle=cycle).select_related("indicator", "country", "assignee")
    entries = entries.order_by("indicator__code", "country__order")
    told = CountryProgress.objects.filter(cycle=cycle).select_related("theme", "country")
    if country := scope.get("country"):
        entries, told = entries.filter(country__iso3=country), told.filter(country__iso3=country)
    if framework := scope.get("framework"):
        entries = entries.filter(indicator__placements__framework__slug=framework).distinct()
        told = told.filter(theme__in=Theme.objects.filter(results__framework__slug=framework))
    found, progress = list(entries), list(told)
    if theme := scope.get("theme"):
        within, themes = _below(theme), themes_of_indicators(cycle)
        found = [entry for entry in found if (own := themes.get(entry.indicator_id)) and own.pk in within]
        progress = [record for record in progress if record.theme_id in within]
    for record in (*found, *progress):
        record.cycle = cycle
    return found, progress


def _writers(entries: list[ProgressEntry]) -> list[str]:
    """The names of those to whom entries are assigned."""
    people = [entry.assignee for entry in entries if entry.assignee]
    return [person.get_full_name() or person.get_username() for person in people]


def _below(slug: str) -> set[int]:
    """A theme and the themes that are part of it, however deep."""
    children = defaultdict(list)
    for pk, parent in Theme.objects.values_list("pk", "parent_id"):
        children[parent].append(pk)
    found, waiting = set(), list(Theme.objects.filter(slug=slug).values_list("pk", flat=True))
    while waiting:
        if (pk := waiting.pop()) not in found:
            found.add(pk)
            waiting += children[pk]
    return found


def _may_write(record: Reviewed, by: AbstractBaseUser | None) -> bool:
    return record.cycle.is_open if by is None else rules.may_record(by, record)


def _figure_rows(cycle: ReportingCycle, entries: list[ProgressEntry], by: AbstractBaseUser | None) -> list[Row]:
    cells = cells_of_entries(entries, cycle)
    steps: dict[int, list[ScaleStep]] = defaultdict(list)
    for step in ScaleStep.objects.filter(indicator__in={entry.indicator_id for entry in entries}).order_by("rank"):
        steps[step.indicator_id].append(step)
    rows = []
    for entry in entries:
        may_write, comment, scale = _may_write(entry, by), comment_on(entry), scale_of(steps[entry.indicator_id])
        rows += [figure_row(entry, cell, may_write=may_write, scale=scale, comment=comment) for cell in cells[entry.pk]]
    return rows


def _entry_rows(cycle: ReportingCycle, entries: list[ProgressEntry], by: AbstractBaseUser | None) -> list[Row]:
    before = previous_entries(entries, cycle)
    return [
        entry_row(
            entry, before.get((entry.indicator_id, entry.country_id)), may_write=_may_write(entry, by), comment=comment_on(entry)
        )
        for entry in entries
    ]


def _country_rows(cycle: ReportingCycle, told: list[CountryProgress], by: AbstractBaseUser | None) -> list[Row]:
    before = previous_progress(cycle)
    return [
        country_row(record, before.get((record.theme_id, record.country_id)), may_write=_may_write(record, by)) for record in told
    ]
