"""Writing an entry, and the progress of a country. Both hold the version the person saw (``base.forms``)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from base.forms import VersionedModelForm
from base.text import CHINESE, ENGLISH
from knowledge.models import Document, Event

from ..models import CountryProgress, EvidenceFile, ProgressEntry
from .live_texts import make_live

CHINESE_TAG = "zh-Hans"


class TextsForm(VersionedModelForm):
    """Long texts in both languages, each marked with its language."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for name, field in self.fields.items():
            if isinstance(field.widget, forms.Textarea):
                chinese = name.endswith("_zh_hans")
                rows = 3 if name.startswith("rating") else 10
                field.widget.attrs |= {"rows": rows, "lang": CHINESE_TAG if chinese else ENGLISH}
                if name.rpartition("_zh_hans" if chinese else "_en")[0] in self._meta.model.LIVE_TEXTS:
                    make_live(field, CHINESE if chinese else ENGLISH)

    def pair(self, name: str) -> tuple[forms.BoundField, forms.BoundField]:
        """The two languages of a text, Chinese first."""
        return self[f"{name}_zh_hans"], self[f"{name}_en"]


class EvidenceField(forms.ModelMultipleChoiceField):
    """Records of the catalogue, each with its date: titles alone are often alike."""

    def __init__(self, label: str, date: str) -> None:
        super().__init__(None, required=False, label=label, widget=forms.CheckboxSelectMultiple)
        self.date = date

    def label_from_instance(self, obj: Event | Document) -> str:
        date = getattr(obj, self.date)
        return f"{obj} · {date}" if date else str(obj)


@dataclass(frozen=True, slots=True)
class Choices:
    """The check-boxes of one kind of evidence: what is chosen, and folded below it what is near at hand and what else there is."""

    field: forms.BoundField
    legend: str
    chosen: list[forms.boundfield.BoundWidget]
    folds: list[tuple[str, list[forms.boundfield.BoundWidget]]]


class EntryForm(TextsForm):
    """What an entry says, and what shows it: events and documents stand behind all of its figures."""

    events = EvidenceField(_("events"), "dates")
    documents = EvidenceField(_("documents"), "year")

    class Meta:
        model = ProgressEntry
        fields = ("narrative_zh_hans", "narrative_en", "rating", "rating_reason_zh_hans", "rating_reason_en")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        figures = self.instance.figures.all()
        linked = {
            "events": Event.objects.filter(pk__in=figures.values("events")),
            "documents": Document.objects.filter(pk__in=figures.values("documents")),
        }
        cycle = self.instance.cycle
        held = Q(starts_on__range=(cycle.period_start, cycle.period_end)) & Q(pk__in=Event.objects.published().values("pk"))
        self.fields["events"].queryset = Event.objects.filter(held | Q(pk__in=linked["events"].values("pk")))
        self.fields["documents"].queryset = Document.objects.filter(
            Q(pk__in=Document.objects.published().values("pk")) | Q(pk__in=linked["documents"].values("pk"))
        )
        for name, records in linked.items():
            self.initial[name] = list(records.distinct())

    @property
    def narrative(self) -> tuple[forms.BoundField, forms.BoundField]:
        return self.pair("narrative")

    @property
    def rating_reason(self) -> tuple[forms.BoundField, forms.BoundField]:
        return self.pair("rating_reason")

    @property
    def evidence(self) -> list[Choices]:
        """The events and documents to choose from; those of the entry's country and period first."""
        cycle, country = self.instance.cycle, self.instance.country
        events, documents = self.fields["events"].queryset, self.fields["documents"].queryset
        of_period = documents.filter(year__range=(cycle.period_start.year, cycle.period_end.year))
        if country is None:
            events_at_hand = (_("Events of the period"), events)
            documents_at_hand = (_("Documents of the period"), of_period)
        else:
            events_at_hand = (_("Events of the period that concern the country"), events.filter(countries=country))
            documents_at_hand = (_("Documents of the period or of the country"), of_period | documents.filter(countries=country))
        return [
            self._choices("events", pgettext_lazy("evidence", "Events"), events_at_hand, _("Other events of the period")),
            self._choices("documents", pgettext_lazy("evidence", "Documents"), documents_at_hand, _("Other documents")),
        ]

    def _choices(self, name: str, legend: str, at_hand: tuple[str, QuerySet], others: str) -> Choices:
        boxes = list(self[name])
        near = set(map(str, at_hand[1].values_list("pk", flat=True)))
        open_to_choice = [box for box in boxes if not box.data["selected"]]
        folds = [
            (at_hand[0], [box for box in open_to_choice if str(box.data["value"]) in near]),
            (others, [box for box in open_to_choice if str(box.data["value"]) not in near]),
        ]
        chosen = [box for box in boxes if box.data["selected"]]
        return Choices(self[name], legend, chosen, [(label, found) for label, found in folds if found])

    @property
    def evidence_changed(self) -> bool:
        return bool({"events", "documents"} & set(self.changed_data))


class CountryProgressForm(TextsForm):
    """How far a country has come under a theme."""

    class Meta:
        model = CountryProgress
        fields = ("summary_zh_hans", "summary_en", "challenges_zh_hans", "challenges_en")

    @property
    def summary(self) -> tuple[forms.BoundField, forms.BoundField]:
        return self.pair("summary")

    @property
    def challenges(self) -> tuple[forms.BoundField, forms.BoundField]:
        return self.pair("challenges")


class EvidenceForm(forms.ModelForm):
    """A file that stands behind an entry; nothing is asked when no file is chosen."""

    class Meta:
        model = EvidenceFile
        fields = ("file", "title_zh_hans", "title_en", "is_public")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, prefix="file", empty_permitted=True, use_required_attribute=False, **options)
