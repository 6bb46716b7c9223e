"""What the catalogue holds on one country, theme or body: a few entries of each kind, and how many there are."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import QuerySet

from ..models import Body, Country, Event, Resource, Theme
from .catalogue import KINDS, about, concerning, mentioning, published

SHOWN = 8


@dataclass(frozen=True, slots=True)
class Shelf:
    """Entries of one kind: the first few, and how many there are in all."""

    kind: str
    model: type[Resource]
    entries: list[Resource]
    total: int

    @property
    def name(self) -> str:
        return self.model._meta.verbose_name_plural

    @property
    def more(self) -> int:
        """How many are not shown."""
        return self.total - len(self.entries)


def shelf(kind: str, entries: QuerySet, *, shown: int = SHOWN) -> Shelf:
    """The first ``shown`` of these entries; two queries, or one when there are none."""
    total = entries.count()
    return Shelf(kind, KINDS[kind], list(entries[:shown]) if total else [], total)


def _shelves(choose: Callable[[QuerySet], QuerySet], *, shown: int = SHOWN) -> list[Shelf]:
    return [shelf(kind, choose(published(model)), shown=shown) for kind, model in KINDS.items()]


def on_country(country: Country) -> list[Shelf]:
    """A shelf for each kind of entry that concerns a country."""
    return _shelves(lambda entries: concerning(entries, country))


def on_theme(theme: Theme) -> list[Shelf]:
    """A shelf for each kind of entry about a theme or anything below it."""
    return _shelves(lambda entries: about(entries, theme))


def on_words(words: str, *, shown: int) -> list[Shelf]:
    """A shelf for each kind of entry that holds the words."""
    return _shelves(lambda entries: mentioning(entries, words), shown=shown)


def everything(*, shown: int) -> list[Shelf]:
    """A shelf for each kind of entry there is."""
    return _shelves(lambda entries: entries, shown=shown)


def meetings_of(body: Body) -> Shelf:
    """The published events of a body."""
    return shelf(Event.URL_KIND, published(Event).filter(body=body))
