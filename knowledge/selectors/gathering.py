"""What the catalogue holds on one country, theme or body: a few entries of each kind, and how many there are."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import QuerySet

from ..models import Body, Country, CountryBrief, Event, Resource, Theme
from .catalogue import KINDS, about, concerning, mentioning, names, published

SHOWN = 8


@dataclass(frozen=True, slots=True)
class Shelf:
    """Entries of one kind: the first few, and how many there are in all."""

    kind: str
    entries: list[Resource]
    total: int

    @property
    def name(self) -> str:
        return names()[self.kind]

    @property
    def more(self) -> int:
        """How many are not shown."""
        return self.total - len(self.entries)


def shelf(kind: str, entries: QuerySet, *, shown: int = SHOWN) -> Shelf:
    """The first ``shown`` of these entries; two queries, or one when there are none."""
    total = entries.count()
    return Shelf(kind, list(entries[:shown]) if total else [], total)


def _shelves(choose: Callable[[QuerySet], QuerySet], *, shown: int = SHOWN) -> list[Shelf]:
    shelves = (shelf(kind, choose(published(model)), shown=shown) for kind, model in KINDS.items())
    return [shelf for shelf in shelves if shelf.total]


def on_country(country: Country) -> list[Shelf]:
    """A shelf for each kind that has entries concerning a country, its briefs first."""
    shelves = _shelves(lambda entries: concerning(entries, country))
    return sorted(shelves, key=lambda shelf: shelf.kind != CountryBrief.URL_KIND)


def on_theme(theme: Theme) -> list[Shelf]:
    """A shelf for each kind that has entries about a theme or anything below it."""
    return _shelves(lambda entries: about(entries, theme))


def on_words(words: str, *, shown: int) -> list[Shelf]:
    """A shelf for each kind that has entries holding the words."""
    return _shelves(lambda entries: mentioning(entries, words), shown=shown)


def meetings_of(body: Body) -> Shelf:
    """The published events of a body."""
    return shelf(Event.URL_KIND, published(Event).filter(body=body))
