"""What stands on the page of a record that is written and reviewed, and what saving it does."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.urls import reverse
from django.utils.datastructures import MultiValueDict

from accounts.models import User
from base.text import LANGUAGES, text_of
from base.versions import version_of

from .. import rules
from ..enums import EntryState, Rating
from ..forms.entry import CountryProgressForm, EntryForm, EvidenceForm
from ..forms.figures import FigureForms
from ..models import CountryProgress, ProgressEntry, Reviewed
from ..references import resolve
from ..references.preview import preview
from ..selectors.board import STEP_OF, subject_of
from ..selectors.deadlines import deadline_of
from ..selectors.progress import previous_country_progress, previous_entry
from ..selectors.risks import risks_not_reviewed
from ..services import reviewing
from ..services.evidence_files import attach_file
from ..services.figures import record_figures
from ..services.readiness import hindrances


class Page:
    """A record, its forms, and the words around them."""

    template = ""
    form: Any
    main_text = ""  # the field that the page is about

    def __init__(self, record: Reviewed) -> None:
        self.record = record
        self.stored = type(record).objects.get(pk=record.pk)  # the form changes the other one while it is checked
        self.error: ValidationError | None = None

    @property
    def conflict(self) -> object | None:
        return self.form.conflict

    def make_forms(self, data: QueryDict | None, files: MultiValueDict | None) -> None:
        raise NotImplementedError

    def is_valid(self) -> bool:
        return self.form.is_valid()

    def after_refusal(self) -> None:
        """What the page has to do before it is shown again."""

    def refuse(self, error: ValidationError) -> None:
        """Show again what was typed, with the reason why it was not saved."""
        self.error = error

    def save(self, by: User) -> bool:
        """Save what was typed; says whether anything had changed."""
        if not self.form.changed_data:
            return False
        reviewing.record(entry=self.form.save(commit=False), by=by)
        return True

    def texts(self) -> list[tuple[str, str]]:
        """The text as it will read, in each language: for those who only read it."""
        return [(tag, preview(text_of(self.stored, self.main_text).in_language(tag), tag)) for tag in LANGUAGES]

    def context(self, user: User) -> dict[str, object]:
        record = self.stored
        record.cycle = self.record.cycle
        step = STEP_OF.get(record.state)
        name = record._meta.model_name
        return {
            "record": record,
            "cycle": record.cycle,
            "form": self.form,
            "error": self.error,
            "conflicts": [self.conflict] if self.conflict else [],
            "seen_version": version_of(record),
            "texts": [] if rules.may_record(user, record) else self.texts(),
            "deadline": deadline_of(record.cycle, step) if step else None,
            "may_record": rules.may_record(user, record),
            "may_submit": rules.may_record(user, record),  # saving makes it a draft, whatever it was
            "may_approve": rules.may_approve(user, record),
            "may_return": rules.may_return(user, record),
            "may_publish": rules.may_publish(user, record),
            "takes_back": record.state in (EntryState.SUBMITTED, EntryState.APPROVED, EntryState.PUBLISHED),
            "note": record.review_note if record.state in (EntryState.RETURNED, EntryState.DRAFT, EntryState.SUBMITTED) else "",
            "todo": hindrances(record) if record.state in rules.SUBMITTABLE and rules.may_record(user, record) else [],
            "admin_url": reverse(f"admin:results_{name}_change", args=[record.pk]) if user.is_staff else "",
            "history_url": reverse(f"admin:results_{name}_history", args=[record.pk])
            if user.is_staff and rules.speaks_for_every_country(user)
            else "",
        }


class EntryPage(Page):
    """An indicator's entry: narrative, figures, rating, evidence."""

    template = "results/entry.html"
    main_text = "narrative"
    record: ProgressEntry

    def make_forms(self, data: QueryDict | None, files: MultiValueDict | None) -> None:
        self.form = EntryForm(data, instance=self.record)
        self.figures = FigureForms(data, entry=self.stored_with_relations())
        self.evidence = EvidenceForm(data, files)

    def stored_with_relations(self) -> ProgressEntry:
        self.stored.cycle, self.stored.indicator, self.stored.country = (
            self.record.cycle,
            self.record.indicator,
            self.record.country,
        )
        return self.stored

    def is_valid(self) -> bool:
        valid = [self.form.is_valid(), self.figures.is_valid(), self.evidence.is_valid()]
        return all(valid)

    def after_refusal(self) -> None:
        if self.conflict:
            self.figures.take_stored()

    def save(self, by: User) -> bool:
        entry = self.form.save(commit=False)
        figures = self._told()
        changed = record_figures(entry=entry, figures=figures, by=by) if figures else 0
        own = set(self.form.changed_data) - {"events", "documents"}
        if own and not changed:
            reviewing.record(entry=entry, by=by)
        if self.evidence.has_changed():
            attach_file(entry=entry, file=self.evidence.save(commit=False), by=by)
        return bool(own or changed or self.evidence.has_changed())

    def _told(self) -> list[object]:
        """The figures that changed; when the evidence did, every figure that says something."""
        if not self.form.evidence_changed:
            return [form.told() for form in self.figures.changed]
        evidence = {name: self.form.cleaned_data[name] for name in ("events", "documents")}
        return [form.told(**evidence) for form in self.figures if form in self.figures.changed or form.cell.shown]

    def context(self, user: User) -> dict[str, object]:
        self.stored_with_relations()
        entry = self.record
        return {
            **super().context(user),
            "entry": self.stored,
            "indicator": entry.indicator,
            "figures": self.figures,
            "evidence": self.evidence,
            "files": list(self.stored.files.all()),
            "previous": previous_entry(indicator=entry.indicator, cycle=entry.cycle, country=entry.country),
            "proposed": Rating(self.stored.proposed_rating) if self.stored.proposed_rating else None,
            "risks": risks_not_reviewed(self.stored) if entry.country_id is None else [],
        }


class CountryProgressPage(Page):
    """How far a country has come under a theme."""

    template = "results/entry_country.html"
    main_text = "summary"
    record: CountryProgress

    def make_forms(self, data: QueryDict | None, files: MultiValueDict | None) -> None:
        self.form = CountryProgressForm(data, instance=self.record)

    def context(self, user: User) -> dict[str, object]:
        before = previous_country_progress(self.stored)
        return {
            **super().context(user),
            "subject": subject_of(self.record),
            "challenges": resolve([text_of(self.stored, "challenges")])[0],
            "previous_summary": text_of(before, "summary"),
            "previous_challenges": text_of(before, "challenges"),
        }
