"""Translations that are out of date, in the admin: in the filter, in the list, and beside the field with what moved since."""

from __future__ import annotations

from collections.abc import Iterator

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.db import models
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.html import format_html_join
from django.utils.translation import gettext_lazy as _

from .parity import lacks, missing_languages, paired_fields
from .parity_notes import notes_of
from .parity_rule import Parity
from .parity_selectors import stale_in, stale_languages
from .parity_state import BEHIND
from .text import CHINESE, ENGLISH, LANGUAGES

MISSING = {language: BEHIND[Parity.MISSING, language] for language in LANGUAGES}
STALE = {language: BEHIND[Parity.STALE, language] for language in LANGUAGES}
_STALE_VALUE = "stale-"  # before the language, in the address


class MissingTranslationFilter(admin.SimpleListFilter):
    """Finds records with a text that is missing in one language, or out of date because the other one changed last."""

    title = _("translation")
    parameter_name = "missing"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, str]]:
        stale = [(_STALE_VALUE + language, label) for language, label in STALE.items()]
        return [*MISSING.items(), *stale, ("none", _("complete"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        model, value = queryset.model, self.value() or ""
        if value in MISSING:
            return queryset.filter(lacks(value, model))
        if value.removeprefix(_STALE_VALUE) in STALE:
            return queryset.filter(stale_in(value.removeprefix(_STALE_VALUE), model))
        if value == "none":
            behind = lacks(CHINESE, model) | lacks(ENGLISH, model) | stale_in(CHINESE, model) | stale_in(ENGLISH, model)
            return queryset.exclude(behind)
        return queryset


@admin.display(description=_("translation"))
def translation_state(record: models.Model) -> str:
    """A list column: which language is missing or out of date, or nothing where both are there."""
    labels = [MISSING[each] for each in missing_languages(record)]
    labels += [STALE[each] for each in getattr(record, "stale_languages", ())]
    return format_html_join(" ", '<span class="badge warn">{}</span>', ((label,) for label in labels))


class ParityChangeList(ChangeList):
    """A list that knows of the records on its page which translations are out of date, in one query."""

    def get_results(self, request: HttpRequest) -> None:
        super().get_results(request)
        if paired_fields(self.model):
            found = stale_languages(self.result_list)
            for record in self.result_list:
                record.stale_languages = found.get(record, ())


class ParityAdminMixin:
    """For admins of records with texts in both languages."""

    def get_changelist(self, request: HttpRequest, **kwargs: object) -> type[ChangeList]:
        return ParityChangeList

    def render_change_form(self, request: HttpRequest, context: dict, *args: object, **kwargs: object) -> HttpResponse:
        """Hand the notes of the record and its parts to the rows of the form (``{% parity_note line %}``)."""
        may_check = {record: permitted for record, permitted in _records_on(self, request, context) if record.pk}
        for record, notes in notes_of(may_check).items():
            record.parity_notes, record.may_check_translation = notes, may_check[record]
            stale = {note.behind for note in notes.values() if note.is_stale}
            record.stale_languages = tuple(language for language in LANGUAGES if language in stale)
        context["parity_form_wanted"] = any(hasattr(record, "parity_notes") for record in may_check)
        return super().render_change_form(request, context, *args, **kwargs)


def _records_on(own: admin.ModelAdmin, request: HttpRequest, context: dict) -> Iterator[tuple[models.Model, bool]]:
    """The record of a form and the parts on its page, each with whether the person may change it."""
    site = own.admin_site
    record = context["adminform"].form.instance
    yield record, bool(record.pk) and own.has_change_permission(request, record)
    for inline in context.get("inline_admin_formsets", ()):
        model = inline.formset.model
        if paired_fields(model):
            part_admin = site._registry.get(model)
            permitted = part_admin is not None and part_admin.has_change_permission(request)
            for form in inline.formset.initial_forms:
                yield form.instance, permitted
