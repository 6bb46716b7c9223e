"""How lists of entries are narrowed down: one filter set per kind, for the pages and the interface for programs alike."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django_filters import CharFilter, ChoiceFilter, FilterSet, ModelChoiceFilter, NumberFilter
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field

from .enums import DocumentStatus, DocumentType, EventKind, EventStatus, Mode, OrganisationKind
from .models import (
    Body,
    Country,
    CountryBrief,
    Document,
    Event,
    FundingOpportunity,
    IhrCapacity,
    Resource,
    Solution,
    Theme,
    Training,
)
from .selectors import catalogue, events, funding

WORDS_LIMIT = 200  # characters; a longer search is refused
ALL = pgettext_lazy("filter", "all")


@extend_schema_field(OpenApiTypes.STR)
class RecordFilter(ModelChoiceFilter):
    """A choice of records, by the key that people know them by."""

    def __init__(self, *, key: str = "slug", **options: Any) -> None:
        super().__init__(to_field_name=key, empty_label=ALL, **options)


class YearFilter(NumberFilter):
    """A calendar year."""

    field_class = forms.IntegerField

    def __init__(self, **options: Any) -> None:
        super().__init__(label=_("Year"), min_value=1900, max_value=2200, **options)


class EntryFilter(FilterSet):
    """What every kind can be narrowed down by."""

    YEAR_COLUMN = ""

    words = CharFilter(label=_("Words"), method="with_words", max_length=WORDS_LIMIT)
    country = RecordFilter(label=_("Country"), method="of_country", queryset=Country.objects.all(), key="iso3")
    theme = RecordFilter(label=_("Theme"), method="of_theme", queryset=Theme.objects.all())

    class Meta:
        model = Resource
        fields: list[str] = []

    def with_words(self, entries: QuerySet, name: str, words: str) -> QuerySet:
        """Entries that hold every word, in either language."""
        return catalogue.mentioning(entries, words)

    def of_country(self, entries: QuerySet, name: str, country: Country) -> QuerySet:
        """Entries that concern the country."""
        return catalogue.concerning(entries, country)

    def of_theme(self, entries: QuerySet, name: str, theme: Theme) -> QuerySet:
        """Entries about the theme, or anything below it."""
        return catalogue.about(entries, theme)

    def offer_years(self) -> None:
        """Turn the form's field for the year, if it has one, into a choice of the years that published entries have."""
        if not (column := self.YEAR_COLUMN):
            return
        dated = self._meta.model.objects.published().filter(**{f"{column}__isnull": False})
        years = dated.order_by(f"-{column}").values_list(column, flat=True).distinct()
        self.form.fields["year"].widget = forms.Select(choices=[("", ALL), *((year, year) for year in years)])


class EventFilter(EntryFilter):
    """Events, to come or past, by kind, status, body and year."""

    YEAR_COLUMN = "starts_on__year"
    WHEN = [("coming", pgettext_lazy("events", "coming")), ("past", pgettext_lazy("events", "past"))]

    when = ChoiceFilter(label=pgettext_lazy("filter of events", "When"), method="of_time", choices=WHEN, empty_label=ALL)
    kind = ChoiceFilter(label=_("Kind"), choices=EventKind, empty_label=ALL)
    status = ChoiceFilter(label=_("Status"), choices=EventStatus, empty_label=ALL)
    body = RecordFilter(label=_("Body"), queryset=Body.objects.all())
    year = YearFilter(field_name="starts_on__year")

    class Meta(EntryFilter.Meta):
        model = Event

    def of_time(self, entries: QuerySet, name: str, when: str) -> QuerySet:
        """Events still to come, the soonest first, or past, the newest first."""
        return events.coming(entries) if when == "coming" else events.past(entries)


class DocumentFilter(EntryFilter):
    """Documents by type, status and year."""

    YEAR_COLUMN = "year"

    type = ChoiceFilter(label=_("Type"), field_name="document_type", choices=DocumentType, empty_label=ALL)
    status = ChoiceFilter(label=_("Status"), choices=DocumentStatus, empty_label=ALL)
    year = YearFilter(field_name="year")

    class Meta(EntryFilter.Meta):
        model = Document


class TrainingFilter(EntryFilter):
    """Trainings by kind of provider, format and IHR core capacity."""

    provider_kind = ChoiceFilter(label=_("Kind of provider"), choices=OrganisationKind, empty_label=ALL)
    mode = ChoiceFilter(label=_("Format"), choices=[choice for choice in Mode.choices if choice[0]], empty_label=ALL)
    capacity = RecordFilter(label=_("IHR core capacity"), field_name="capacities", queryset=IhrCapacity.objects.all())

    class Meta(EntryFilter.Meta):
        model = Training


class SolutionFilter(EntryFilter):
    """Solutions."""

    class Meta(EntryFilter.Meta):
        model = Solution


class FundingFilter(EntryFilter):
    """Funding by whether applications are taken today, and by funder."""

    STATES = [
        ("open", pgettext_lazy("state of a call", "open")),
        ("closed", pgettext_lazy("state of a call", "closed")),
        ("undated", pgettext_lazy("state of a call", "no closing date known")),
    ]
    CHOOSE = {"open": funding.open_calls, "closed": funding.closed_calls, "undated": funding.calls_without_closing_date}

    state = ChoiceFilter(label=_("Applications"), method="in_state", choices=STATES, empty_label=ALL)
    funder = RecordFilter(label=_("Funder"), queryset=lambda request: funding.funders())

    class Meta(EntryFilter.Meta):
        model = FundingOpportunity

    def in_state(self, entries: QuerySet, name: str, state: str) -> QuerySet:
        """Calls that take applications today, or do not."""
        return self.CHOOSE[state](entries)


class BriefFilter(EntryFilter):
    """Country briefs by year."""

    YEAR_COLUMN = "year"

    year = YearFilter(field_name="year")

    class Meta(EntryFilter.Meta):
        model = CountryBrief


FILTERS: dict[type[Resource], type[EntryFilter]] = {
    filters._meta.model: filters
    for filters in (EventFilter, DocumentFilter, TrainingFilter, SolutionFilter, FundingFilter, BriefFilter)
}
