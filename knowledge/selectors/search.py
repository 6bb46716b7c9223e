"""Searching everything that is published, in both languages at once."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Model, QuerySet
from django.utils.translation import gettext_lazy as _

from ..models import Body, Country, GlossaryTerm, Theme
from .gathering import Shelf, on_words
from .words import matching

SHOWN = 5
PLACES = (
    ("countries", _("countries"), Country, ("name", "variants", "iso3")),
    ("bodies", _("bodies"), Body, ("name", "acronym", "mandate")),
    ("themes", _("themes"), Theme, ("name", "description", "code")),
    ("glossary", _("glossary"), GlossaryTerm, ("term", "short_form", "abbreviation", "variants", "note")),
)
GLOSSARY_FIELDS = PLACES[-1][-1]


@dataclass(frozen=True, slots=True)
class Group:
    """What was found of one sort that is not an entry of the catalogue; all of it, because there are few."""

    kind: str
    name: str
    records: list[Model]

    @property
    def total(self) -> int:
        return len(self.records)


@dataclass(frozen=True, slots=True)
class Findings:
    """The answer to a search."""

    shelves: list[Shelf]
    groups: list[Group]

    @property
    def total(self) -> int:
        return sum(part.total for part in (*self.shelves, *self.groups))


def search(words: str) -> Findings:
    """Everything published that holds each of the words, by kind; kinds without a find are left out."""
    groups = [Group(kind, name, list(matching(model.objects.all(), words, fields))) for kind, name, model, fields in PLACES]
    return Findings(shelves=on_words(words, shown=SHOWN), groups=[group for group in groups if group.total])


def glossary(words: str = "") -> QuerySet:
    """The terms that hold the words, in the order of their abbreviation or English wording; all terms for no words."""
    return matching(GlossaryTerm.objects.all(), words, GLOSSARY_FIELDS)
