"""The parity board: every text that is missing or out of date in one language, among those that a person may see."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from django.contrib import admin
from django.contrib.admin.utils import quote
from django.contrib.contenttypes.models import ContentType
from django.core.paginator import Page, Paginator
from django.db import models
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.text import capfirst

from .parity_notes import Note, note_of
from .parity_refresh import translated_models
from .parity_rule import Parity
from .parity_selectors import WHO
from .parity_state import BEHIND, TextState
from .text import text_of

PER_PAGE = 50
CELLS = tuple(BEHIND)


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of record that the person may see; ``limit`` holds the records within reach, ``None`` when all of them are."""

    model: type[models.Model]
    model_admin: admin.ModelAdmin
    content_type: ContentType
    limit: QuerySet | None

    @property
    def value(self) -> str:
        """Its name in addresses: “knowledge.event”."""
        return self.model._meta.label_lower

    @property
    def label(self) -> str:
        """Its name for people, in the plural."""
        return capfirst(str(self.model._meta.verbose_name_plural))

    @property
    def room(self) -> str:
        """The room it belongs to, as addresses name it."""
        return self.model._meta.app_label

    @property
    def room_label(self) -> str:
        """The room it belongs to, for people."""
        return str(self.model._meta.app_config.verbose_name)


@dataclass(frozen=True, slots=True)
class Asked:
    """What the board is narrowed down to; an empty part does not narrow it."""

    room: str = ""
    kind: str = ""
    language: str = ""
    state: str = ""

    def includes(self, kind: Kind) -> bool:
        """Whether records of this kind are wanted."""
        return self.room in ("", kind.room) and self.kind in ("", kind.value)


@dataclass(frozen=True, slots=True)
class BoardCount:
    """How many texts are missing or out of date in one language."""

    state: Parity
    language: str
    count: int

    @property
    def label(self) -> str:
        """What is counted."""
        return str(BEHIND[self.state, self.language])


@dataclass(frozen=True, slots=True)
class KindCount:
    """The counts of one kind of record, in the order of ``CELLS``."""

    kind: Kind
    counts: tuple[BoardCount, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """One text to be written, brought up to date or checked."""

    kind: Kind
    record: models.Model
    note: Note
    url: str
    may_change: bool


class Board:
    """The board of one person. Its number of queries does not depend on how many texts or records there are."""

    def __init__(self, request: HttpRequest, asked: Asked, site: admin.AdminSite = admin.site) -> None:
        self.request = request
        self.asked = asked
        self.kinds = list(kinds_for(request, site))

    @cached_property
    def counts(self) -> list[KindCount]:
        """The counts of every kind with something to do; what is asked about room and kind narrows them, the rest does not."""
        found: dict[int, dict[tuple[str, str], int]] = defaultdict(dict)
        states = _states(kind for kind in self.kinds if self.asked.includes(kind))
        for row in states.order_by().values("content_type", "state", "behind").annotate(count=Count("pk")):
            found[row["content_type"]][row["state"], row["behind"]] = row["count"]
        return [
            KindCount(kind, tuple(BoardCount(*cell, found[kind.content_type.pk].get(cell, 0)) for cell in CELLS))
            for kind in self.kinds
            if kind.content_type.pk in found
        ]

    @property
    def totals(self) -> list[BoardCount]:
        """The counts of all kinds together."""
        columns = zip(*(row.counts for row in self.counts), strict=True)
        return [BoardCount(cell[0].state, cell[0].language, sum(each.count for each in cell)) for cell in columns]

    def page(self, number: object) -> Page:
        """One page of texts; its ``rows`` are the texts with their records."""
        states = _states(kind for kind in self.kinds if self.asked.includes(kind))
        if self.asked.language:
            states = states.filter(behind=self.asked.language)
        if self.asked.state:
            states = states.filter(state=self.asked.state)
        page = Paginator(states.select_related(*WHO), PER_PAGE).get_page(number)
        page.rows = list(self._rows(page.object_list))
        return page

    def _rows(self, states: Iterable[TextState]) -> Iterator[Row]:
        kinds = {kind.content_type.pk: kind for kind in self.kinds}
        wanted: dict[int, set[int]] = defaultdict(set)
        for state in states:
            wanted[state.content_type_id].add(state.object_id)
        records = {content_type: _records(kinds[content_type], pks) for content_type, pks in wanted.items()}
        may_change = {each: kinds[each].model_admin.has_change_permission(self.request) for each in wanted}
        for state in states:
            kind = kinds[state.content_type_id]
            if (record := records[state.content_type_id].get(state.object_id)) is None:
                continue  # deleted past the watch; the next sweep forgets it
            opts = kind.model._meta
            url = reverse(f"admin:{opts.app_label}_{opts.model_name}_change", args=[quote(record.pk)])
            note = note_of(state, kind.model, text_of(record, state.field))
            yield Row(kind, record, note, f"{url}#id_{note.column}", may_change[state.content_type_id])


def kinds_for(request: HttpRequest, site: admin.AdminSite) -> Iterator[Kind]:
    """The kinds of records with translations that the person may see in the admin, room by room."""
    registered = [(model, site._registry[model]) for model in translated_models() if model in site._registry]
    for model, model_admin in sorted(
        registered, key=lambda pair: (pair[0]._meta.app_label, str(pair[0]._meta.verbose_name_plural))
    ):
        if model_admin.has_view_permission(request):
            seen = model_admin.get_queryset(request)
            limit = seen.order_by() if seen.query.where else None
            yield Kind(model, model_admin, ContentType.objects.get_for_model(model), limit)


def counts_for(request: HttpRequest) -> list[BoardCount]:
    """How many texts are missing or out of date in each language, of all that the person may see."""
    return Board(request, Asked()).totals


def _states(kinds: Iterable[Kind]) -> QuerySet[TextState]:
    whole, partly = [], Q(pk__in=[])
    for kind in kinds:
        if kind.limit is None:
            whole.append(kind.content_type.pk)
        else:
            partly |= Q(content_type=kind.content_type, object_id__in=kind.limit.values("pk"))
    behind = TextState.objects.exclude(behind="").filter(Q(content_type__in=whole) | partly)
    return behind.order_by("content_type", "object_id", "field")


def _records(kind: Kind, pks: Iterable[int]) -> dict[int, models.Model]:
    """The records with what their names are made of, in one query."""
    return kind.model._base_manager.select_related(*_paths(kind.model, depth=2)).in_bulk(list(pks))


def _paths(model: type[models.Model], depth: int, before: str = "") -> Iterator[str]:
    for field in model._meta.concrete_fields:
        if field.is_relation and hasattr(field.related_model, "NATURAL_KEY"):
            path = f"{before}{field.name}"
            yield path
            if depth > 1:
                yield from _paths(field.related_model, depth - 1, f"{path}__")
