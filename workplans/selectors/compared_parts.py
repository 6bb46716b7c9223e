"""The parts of activities and deliverables, each written as one line, so that lists of them can be compared."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy

from base.dates import format_dates
from base.parity import COLUMN
from base.text import CHINESE, ENGLISH
from knowledge.enums import PublicationState

from ..enums import BudgetKind, DeliverableState, Role, TaskState
from ..models import BudgetLine, DeliverablePart, Involvement, Output, Quantity, Task, WorkPlan
from .compared_fields import ACTIVITIES, DELIVERABLES, Kind

Lines = dict[int, list[str]]  # by the record that they are parts of


@dataclass(frozen=True, slots=True)
class Part:
    """A kind of part: the columns it is read by (one that ends with ``*`` in both languages) and how they make a line."""

    label: str | Promise
    model: type[models.Model]
    whole: str
    columns: tuple[str, ...]
    line: Callable[..., str]

    def lines(self, plan: WorkPlan) -> Lines:
        """The lines of all the plan's parts of this kind, in one query."""
        own = get_language() or ENGLISH
        languages = (own, ENGLISH if own == CHINESE else CHINESE)
        columns = [column for name in self.columns for column in _columns(name, languages)]
        ordering = ("order", "pk") if self.whole == "deliverable" or self.model is Involvement else ("number",)
        rows = self.model.objects.filter(**{f"{self.whole}__plan": plan}).order_by(*ordering)
        found: Lines = defaultdict(list)
        for whole, *values in rows.values_list(f"{self.whole}_id", *columns):
            found[whole].append(self.line(*_joined(self.columns, values)))
        return found


def _columns(name: str, languages: tuple[str, str]) -> tuple[str, ...]:
    return tuple(f"{name[:-1]}_{COLUMN[language]}" for language in languages) if name.endswith("*") else (name,)


def _joined(names: Iterable[str], values: Iterable[object]) -> Iterator[object]:
    """The values with the two languages of a text as one: the reader's, where there is something in it."""
    rest = iter(values)
    for name in names:
        if name.endswith("*"):
            own, other = next(rest), next(rest)
            yield own or other or ""
        else:
            yield next(rest)


def _involved(role: str, body: str, organisation: str, country: str) -> str:
    return f"{body or organisation or country} – {Role(role).label}"


def _output(title: str, state: str) -> str:
    return f"{title} ({DeliverableState(state).label})"


def _task(title: str, due: date | None, precision: str, state: str, organisation: str) -> str:
    written = format_dates(due, None, precision, get_language() or ENGLISH)
    return " · ".join(part for part in (title, written, organisation, str(TaskState(state).label)) if part)


def _amount(kind: str, amount: object, currency: str, source: str, opportunity: str, state: str | None, note: str) -> str:
    sum_ = "–" if amount is None else f"{amount:,.2f}".removesuffix(".00")
    opportunity = opportunity if state == PublicationState.PUBLISHED else ""
    return " · ".join(part for part in (f"{sum_} {currency}", str(BudgetKind(kind).label), source, opportunity, note) if part)


def _quantity(title: str, planned: object, unit: str) -> str:
    return f"{title} · {'–' if planned is None else f'{planned:,.4f}'.rstrip('0').rstrip('.')} {unit}"


PARTS: dict[str, tuple[Part, ...]] = {
    ACTIVITIES.name: (
        Part(
            gettext_lazy("Who leads and who takes part"),
            Involvement,
            "activity",
            ("role", "body__name*", "organisation__name*", "country__name*"),
            _involved,
        ),
        Part(gettext_lazy("Outputs"), Output, "activity", ("title*", "state"), _output),
        Part(gettext_lazy("Tasks"), Task, "activity", ("title*", "due_on", "precision", "state", "organisation__name*"), _task),
        Part(
            gettext_lazy("Budget"),
            BudgetLine,
            "activity",
            ("kind", "amount", "currency", "source__name*", "opportunity__title*", "opportunity__state", "note*"),
            _amount,
        ),
        Part(gettext_lazy("Quantities"), Quantity, "activity", ("title*", "planned", "unit__name*"), _quantity),
    ),
    DELIVERABLES.name: (Part(gettext_lazy("Parts"), DeliverablePart, "deliverable", ("title*", "state"), _output),),
}


def parts_of(kind: Kind) -> tuple[Part, ...]:
    """The kinds of parts that records of a kind have."""
    return PARTS.get(kind.name, ())
