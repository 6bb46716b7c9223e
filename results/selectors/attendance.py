"""What the attendance of events comes to, for measures that are fed by it (``Measure.source``)."""

from __future__ import annotations

import calendar
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import F, Q, QuerySet, Sum

from base.text import Text, text_of
from knowledge.enums import ParticipantKind, PublicationState, Sex
from knowledge.models import Country, Event, EventAttendance

from ..aggregation import Datum
from ..enums import MeasureSource
from ..models import Measure


@dataclass(frozen=True, slots=True)
class AttendanceCell:
    """How many came to one event from one country, of one sex; ``country`` is ``None`` where it is not known."""

    event: Event
    country: Country | None
    sex: Sex
    count: int


def feeding(measures: Iterable[Measure]) -> QuerySet[EventAttendance]:
    """The attendance rows that feed these measures: the unit of the measure, and its kind of participant where it has one.

    Published events only; samples never. ``measure_id`` says for which measure a row counts.
    """
    return (
        EventAttendance.objects.filter(
            Q(event__fed_measures__participant_kind=ParticipantKind.ANY) | Q(kind=F("event__fed_measures__participant_kind")),
            event__fed_measures__in=measures,
            event__fed_measures__source=MeasureSource.ATTENDANCE,
            event__fed_measures__unit=F("unit"),
            event__state=PublicationState.PUBLISHED,
            event__is_sample=False,
            is_sample=False,
        )
        .annotate(measure_id=F("event__fed_measures"))
        .order_by()
    )


def attendance_data(
    measures: Iterable[Measure],
    start: date,
    end: date,
    *,
    sex: str = Sex.ALL,
    told: Iterable[tuple[int, date, date]] = (),
) -> dict[int, list[Datum]]:
    """The figures of each measure from events that began from ``start`` to ``end``: one per month and country.

    ``told`` are periods of a measure for which another figure stands (an override): events in them are not counted.
    A row without a country counts for the region; then the countries' rows of that month do so too.
    """
    overridden = defaultdict(list)
    for measure, first, last in told:
        overridden[measure].append((first, last))
    rows = feeding(measures).filter(event__starts_on__gte=start, event__starts_on__lte=end)
    if sex:
        rows = rows.filter(sex=sex)
    counts: dict[tuple[int, int, int], dict[str | None, int]] = defaultdict(lambda: defaultdict(int))
    places: dict[str | None, Text] = {None: Text()}
    units: dict[int, str] = {}
    named = ("measure_id", "event__starts_on", "country__iso3", "country__name_zh_hans", "country__name_en", "unit__slug")
    for measure, day, iso3, zh, en, unit, count in rows.values_list(*named).annotate(total=Sum("count")):
        if any(first <= day <= last for first, last in overridden[measure]):
            continue
        counts[measure, day.year, day.month][iso3] += count
        units[measure] = unit
        if iso3:
            places[iso3] = Text(zh or "", en or "")
    found: dict[int, list[Datum]] = defaultdict(list)
    for (measure, year, month), by_country in counts.items():
        if None in by_country:  # not all countries are known, so the sum is the region's only
            by_country = {None: sum(by_country.values())}
        for iso3, count in by_country.items():
            days = date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])
            source = f"attendance:{measure}"
            told_here = {"country": iso3, "place": places[iso3], "unit": units[measure], "source": source}
            found[measure].append(Datum(*days, Decimal(count), **told_here))
    return found


def attendance_cells(measure: Measure, start: date, end: date, *, samples: bool = False) -> list[AttendanceCell]:
    """Event by event, country by country, sex by sex: what a computed figure is made of. ``samples`` asks for those instead."""
    rows = _sample_rows(measure) if samples else feeding([measure])
    within = rows.filter(event__starts_on__gte=start, event__starts_on__lte=end)
    counts: dict[tuple[int, int | None, str], int] = defaultdict(int)
    found: dict[tuple[int, int | None, str], tuple[Event, Country | None]] = {}
    for row in within.select_related("event", "country").order_by("event__starts_on", "event__slug", "country__order", "sex"):
        key = row.event_id, row.country_id, row.sex
        counts[key] += row.count
        found[key] = row.event, row.country
    return [AttendanceCell(*found[key], Sex(key[2]), count) for key, count in counts.items()]


def _sample_rows(measure: Measure) -> QuerySet[EventAttendance]:
    rows = EventAttendance.objects.filter(
        event__fed_measures=measure, unit=measure.unit_id, event__state=PublicationState.PUBLISHED
    )
    kind = {"kind": measure.participant_kind} if measure.participant_kind else {}
    return rows.filter(Q(is_sample=True) | Q(event__is_sample=True), **kind)


def events_of(measure: Measure) -> Sequence[Event]:
    """The published events linked to a measure, samples last, whether or not their attendance is known."""
    return list(
        measure.events.filter(state=PublicationState.PUBLISHED).order_by("is_sample", F("starts_on").asc(nulls_last=True), "slug")
    )


def place_of(country: Country | None) -> Text:
    """A country's name in both languages; nothing for the region."""
    return text_of(country, "name")
