"""Which organisation a name means, whichever of its names it is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import Self

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from base.moving import records_naming
from base.text import text_of

from ..models import Organisation, OrganisationMerge, OrganisationName
from ..organisation_names import likeness, organisation_key

CLOSE = 0.6  # near enough to be asked about
DUPLICATE = 0.85  # near enough to be looked at unasked
OFFERED = 3
MERGES_APART = (Organisation, OrganisationMerge)  # what was merged earlier stays where it is, so that each merge can be undone


class AmbiguousName(ValidationError):
    """Several organisations have this name; ``organisations`` says which."""

    def __init__(self, text: str, organisations: Iterable[Organisation]) -> None:
        self.organisations = tuple(organisations)
        told = _("Several organisations are called “%(name)s”: %(found)s. Write one of their other names.")
        super().__init__(told % {"name": text, "found": _listed(self.organisations)})


class UnknownName(ValidationError):
    """No organisation has this name; ``near`` are those whose names are like it, the nearest first."""

    def __init__(self, text: str, near: Iterable[Organisation]) -> None:
        self.near = tuple(near)
        told = _("There is no organisation called “%(name)s”.")
        if self.near:
            told = _("There is no organisation called “%(name)s”; did you mean %(found)s?")
        super().__init__(told % {"name": text, "found": _listed(self.near)})


@dataclass(slots=True)
class OrganisationNames:
    """Every name of every organisation in memory: two queries, however many names are looked up.

    A name is known in either language, as an acronym, as a further name and as the address name. What an organisation was
    called that was merged into another one means the other one.
    """

    by_slug: dict[str, Organisation] = field(default_factory=dict)
    by_key: dict[str, list[Organisation]] = field(default_factory=lambda: defaultdict(list))
    written: dict[Organisation, list[str]] = field(default_factory=lambda: defaultdict(list))

    @classmethod
    def load(cls) -> Self:
        """The names as they are now."""
        names = cls()
        organisations = Organisation.objects.in_bulk()
        for organisation in organisations.values():
            standing = organisation
            while standing.merged_into_id is not None:
                standing = organisations[standing.merged_into_id]
            names.by_slug[organisation.slug] = standing
            for name in own_names(organisation):
                names._add(name, standing)
        for further in OrganisationName.objects.order_by("pk"):
            names._add(further.name, names.by_slug[organisations[further.organisation_id].slug])
        return names

    def _add(self, name: str, organisation: Organisation) -> None:
        key = organisation_key(name)
        if key and organisation not in self.by_key[key]:
            self.by_key[key].append(organisation)
        self.written[organisation].append(name)

    def find(self, text: str) -> Organisation | None:
        """The organisation that the text names; ``None`` when there is none. Raises ``AmbiguousName`` for several."""
        if organisation := self.by_slug.get(text.strip()):
            return organisation
        found = self.called(text)
        if len(found) > 1:
            raise AmbiguousName(text, found)
        return found[0] if found else None

    def require(self, text: str) -> Organisation:
        """The organisation that the text names. Raises ``UnknownName`` or ``AmbiguousName``, each with words for people."""
        organisation = self.find(text)
        if organisation is None:
            raise UnknownName(text, self.near(text))
        return organisation

    def called(self, text: str) -> list[Organisation]:
        """All organisations of this name."""
        return self.by_key.get(organisation_key(text), [])

    def near(self, text: str, *, at_least: float = CLOSE) -> list[Organisation]:
        """Those with a name like the text, the nearest first; no more than three."""
        marks = {each: max(likeness(text, name, at_least=at_least) for name in names) for each, names in self.written.items()}
        nearest = sorted((each for each in marks if marks[each]), key=lambda each: (-marks[each], each.slug))
        return nearest[:OFFERED]

    def alike(self, *, at_least: float = DUPLICATE) -> list[tuple[Organisation, Organisation]]:
        """Pairs that may be one and the same, by any of their names."""
        return [
            (one, other)
            for (one, names), (other, others) in combinations(self.written.items(), 2)
            if any(likeness(name, another, at_least=at_least) for name in names for another in others)
        ]


def find_organisation(text: str) -> Organisation | None:
    """The organisation that one text names; for many texts, load the names once. Raises ``AmbiguousName``."""
    return OrganisationNames.load().find(text)


def own_names(organisation: Organisation) -> list[str]:
    """What the organisation calls itself: its names in both languages and its acronym, as far as they are written."""
    name = text_of(organisation, "name")
    return list(dict.fromkeys(filter(None, (name.zh, name.en, organisation.acronym))))


def all_names(organisation: Organisation) -> list[str]:
    """Its own names and the further ones."""
    return [*own_names(organisation), *(further.name for further in organisation.names.all())]


@dataclass(frozen=True, slots=True)
class Naming:
    """A field that names organisations: how many records name each of them, in the order asked for."""

    kind: str
    field: str
    counts: list[int]


def namings(organisations: Sequence[Organisation]) -> list[Naming]:
    """Where these organisations are named, over all rooms; what names none of them is left out."""
    counts: dict[models.Field, list[int]] = defaultdict(list)
    for organisation in organisations:
        for each, records in records_naming(organisation, MERGES_APART):
            counts[each].append(records.count())
    return [
        Naming(capfirst(each.model._meta.verbose_name_plural), str(each.verbose_name), found)
        for each, found in counts.items()
        if any(found)
    ]


def _listed(organisations: Iterable[Organisation]) -> str:
    return pgettext("between names", ", ").join(f"“{each.name or each.acronym}”" for each in organisations)
