"""What was told about an indicator, cycle by cycle, as it was last approved."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import F
from django.utils.translation import get_language

from base.parity_diff import ADDED, REMOVED, Piece, pieces_between
from base.text import CHINESE, ENGLISH, Text, text_of

from ..enums import Rating
from ..models import Indicator, ProgressEntry, ReportingCycle
from ..references import FiguresInTexts
from .progress import approved_versions


@dataclass(frozen=True, slots=True)
class Told:
    """One cycle's text with its rating: what the figures proposed, what was given, and why where they differ.

    In ``linked`` each figure of the narrative leads to its indicator.
    """

    cycle: ReportingCycle
    narrative: Text
    linked: Text
    rating: Rating
    proposed: Rating
    reason: Text
    approved_at: datetime
    earlier: ReportingCycle | None = None

    @property
    def was_overridden(self) -> bool:
        return bool(self.proposed) and self.rating != self.proposed


def told_of(indicator: Indicator) -> list[Told]:
    """What is told of the region in each cycle, the latest first; each knows the cycle told before it (``earlier``)."""
    cycles = ReportingCycle.objects.filter(entries__indicator=indicator, entries__country=None).order_by()
    cycles = sorted(cycles.annotate(entry=F("entries")), key=lambda each: (-each.period_end.toordinal(), each.slug))
    versions = approved_versions(ProgressEntry, [cycle.entry for cycle in cycles])
    told = [cycle for cycle in cycles if cycle.entry in versions]
    texts = FiguresInTexts(text_of(versions[cycle.entry], "narrative") for cycle in told)
    rows = zip(told, texts.plain(), texts.linked(), [*told[1:], None], strict=False)
    return [_told(cycle, versions[cycle.entry], plain, linked, before) for cycle, plain, linked, before in rows]


def _told(cycle: ReportingCycle, version: ProgressEntry, plain: Text, linked: Text, earlier: ReportingCycle | None) -> Told:
    return Told(
        cycle=cycle,
        narrative=plain,
        linked=linked,
        rating=Rating(version.rating),
        proposed=Rating(version.proposed_rating),
        reason=text_of(version, "rating_reason"),
        approved_at=version.updated_at,
        earlier=earlier,
    )


@dataclass(frozen=True, slots=True)
class Comparison:
    """What moved between two texts: in the language of the reader, or in the other where this one says nothing."""

    pieces: list[Piece]
    language: str

    @property
    def is_same(self) -> bool:
        return all(piece.kind not in (ADDED, REMOVED) for piece in self.pieces)


def compare_texts(before: Text, after: Text) -> Comparison:
    """From ``before`` to ``after`` in the active language."""
    language = get_language() or ENGLISH
    if not (before.in_language(language) or after.in_language(language)):
        language = ENGLISH if language == CHINESE else CHINESE
    pieces = pieces_between(before.in_language(language), after.in_language(language), language)
    return Comparison(pieces, language)
