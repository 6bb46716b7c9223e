"""What is different between two versions of a plan: added, removed, changed field by field, and moved within the plan."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from django.db import models
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from base.parity_diff import Piece, pieces_between
from base.parity_rule import differs
from base.text import LANGUAGES, Text, text_of

from ..enums import PlanState
from ..models import WorkPlan
from .compared_fields import ACTIVITIES, AREAS, DELIVERABLES, KINDS, PLAN_TEXTS, Kind, Value, area_label, plan_values
from .compared_parts import Lines, Part, parts_of
from .lineage import age, origins_of

ADDED, REMOVED, MOVED, CHANGED = WHATS = ("added", "removed", "moved", "changed")


@dataclass(frozen=True)
class TextChange:
    """A text that was changed: its pieces in the reader's language, in the other where only that was changed."""

    label: str
    before: Text
    after: Text

    @property
    def language(self) -> str:
        own = get_language() or "en"
        return next((each for each in (own, *LANGUAGES) if differs(self.before, self.after, each)), own)

    @cached_property
    def pieces(self) -> list[Piece]:
        language = self.language
        return pieces_between(self.before.in_language(language), self.after.in_language(language), language)


@dataclass(frozen=True, slots=True)
class ValueChange:
    """What a field said before and says after; one of both may be empty."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class LinesChange:
    """What was taken from a list of parts, and what was put in."""

    label: str
    removed: tuple[str, ...]
    added: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """One record that is not the same in both plans; ``before`` or ``after`` is missing where it was added or removed."""

    kind: Kind
    before: models.Model | None
    after: models.Model | None
    places: tuple[ValueChange, ...] = ()
    texts: tuple[TextChange, ...] = ()
    values: tuple[ValueChange, ...] = ()
    lines: tuple[LinesChange, ...] = ()

    @property
    def record(self) -> models.Model:
        """The record as it is after, else as it was."""
        return self.after or self.before

    @property
    def code(self) -> str:
        """Its number as people write it."""
        return str(self.kind.number(self.record))

    @property
    def url(self) -> str:
        """The record's page, where it has one."""
        plan = self.record.plan
        if plan.state == PlanState.DRAFT or self.kind not in (ACTIVITIES, DELIVERABLES):
            return ""
        return reverse(f"workplans:{self.record._meta.model_name}", args=[plan.slug, self.kind.number(self.record)])

    @property
    def whats(self) -> tuple[str, ...]:
        """What became of it; a record may be moved and changed at once."""
        if self.before is None:
            return (ADDED,)
        if self.after is None:
            return (REMOVED,)
        return tuple(what for what, found in ((MOVED, self.places), (CHANGED, self.texts or self.values or self.lines)) if found)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two versions of a plan, the earlier one first, with what is different in the plan itself and in each of its parts."""

    earlier: WorkPlan
    later: WorkPlan
    texts: tuple[TextChange, ...]
    values: tuple[ValueChange, ...]
    entries: tuple[Entry, ...]

    @property
    def counts(self) -> list[tuple[Kind, list[tuple[str, int]]]]:
        """For each kind with a difference: how many records were added, removed, moved and changed."""
        counted = Counter((entry.kind.name, what) for entry in self.entries for what in entry.whats)
        rows = ((kind, [(what, counted[kind.name, what]) for what in WHATS]) for kind in KINDS)
        return [(kind, cells) for kind, cells in rows if any(number for _what, number in cells)]

    def narrowed(self, kind: str, what: str) -> list[Entry]:
        """The entries of one kind (``"activities"``) to which one thing happened (``"added"``); empty names narrow nothing."""
        return [entry for entry in self.entries if kind in ("", entry.kind.name) and (not what or what in entry.whats)]


def compare(one: WorkPlan, other: WorkPlan) -> Comparison:
    """Compare two plans of one family (``lineage.family_of``), in either order, over however many generations of copies.

    The number of queries does not depend on how much there is in the plans.
    """
    earlier, later = sorted((one, other), key=age)
    areas = origins_of([*AREAS.of(earlier), *AREAS.of(later)])
    entries = tuple(entry for kind in KINDS for entry in _entries(kind, earlier, later, areas))
    texts = tuple(_texts(PLAN_TEXTS, _label_in(WorkPlan), earlier, later))
    return Comparison(earlier, later, texts, tuple(_values(plan_values, earlier, later)), entries)


def _entries(kind: Kind, earlier: WorkPlan, later: WorkPlan, areas: Mapping[int, int]) -> Iterator[Entry]:
    olds, news = list(kind.of(earlier)), list(kind.of(later))
    origin = origins_of([*olds, *news])
    old_of = {origin[old.pk]: old for old in olds}
    lines = [(part, part.lines(earlier), part.lines(later)) for part in parts_of(kind)]
    kept = set()
    for new in news:
        old = old_of.get(origin[new.pk])
        if old is None:
            yield Entry(kind, None, new)
            continue
        kept.add(old.pk)
        entry = Entry(
            kind,
            old,
            new,
            places=tuple(_places(kind, old, new, areas)),
            texts=tuple(_texts(kind.texts, kind.label_of, old, new)),
            values=tuple(_values(kind.values, old, new)),
            lines=tuple(_lines(lines, old, new)),
        )
        if entry.whats:
            yield entry
    for old in olds:
        if old.pk not in kept:
            yield Entry(kind, old, None)


def _places(kind: Kind, old: models.Model, new: models.Model, areas: Mapping[int, int]) -> Iterator[ValueChange]:
    """Another number, and another area: one that is only called otherwise moves nothing."""
    if kind.number(old) != kind.number(new):
        yield ValueChange(_("Number"), str(kind.number(old)), str(kind.number(new)))
    if "area" in kind.related and areas.get(old.area_id) != areas.get(new.area_id):
        yield ValueChange(_("Area"), area_label(old), area_label(new))


def _label_in(model: type[models.Model]) -> Callable[[str], str]:
    return lambda field: capfirst(str(model._meta.get_field(field).verbose_name))


def _texts(fields: Iterable[str], label_of: Callable[[str], str], old: models.Model, new: models.Model) -> Iterator[TextChange]:
    for field in fields:
        before, after = text_of(old, field), text_of(new, field)
        if any(differs(before, after, language) for language in LANGUAGES):
            yield TextChange(label_of(field), before, after)


def _values(say: Callable[[models.Model], Iterable[Value]], old: models.Model, new: models.Model) -> Iterator[ValueChange]:
    for (label, before), (_label, after) in zip(say(old), say(new), strict=True):
        if before != after:
            yield ValueChange(str(label), str(before), str(after))


def _lines(parts: Iterable[tuple[Part, Lines, Lines]], old: models.Model, new: models.Model) -> Iterator[LinesChange]:
    for part, before, after in parts:
        was, is_now = before.get(old.pk, []), after.get(new.pk, [])
        if was != is_now:
            removed, added = Counter(was) - Counter(is_now), Counter(is_now) - Counter(was)
            if removed or added:
                yield LinesChange(str(part.label), tuple(removed.elements()), tuple(added.elements()))
