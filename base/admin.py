"""What every admin page of the portal is built from."""

from __future__ import annotations

from typing import ClassVar

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import models
from django.db.models import Q, QuerySet
from django.forms.formsets import DELETION_FIELD_NAME
from django.forms.models import BaseInlineFormSet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import NoReverseMatch
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from .admin_conflicts import ConflictsMixin
from .admin_deletions import DeletionsMixin
from .admin_history import HistoryAdmin
from .admin_parity import MissingTranslationFilter, ParityAdminMixin, translation_state
from .admin_text import BilingualMixin
from .models import MergeableModel
from .text_checks import warnings_of


class BilingualAdmin(DeletionsMixin, ConflictsMixin, BilingualMixin, ParityAdminMixin, HistoryAdmin):
    """The admin of a record: both languages side by side, its history, no lost saves, and only what the person may see.

    ``public_only`` is the condition for people who may neither change nor publish these records: they see what everyone
    may see, and no earlier versions. Where it is another record that is published as a whole, ``part_of`` names its model.
    """

    list_per_page = 50
    public_only: ClassVar[Q | None] = None
    part_of: ClassVar[type[models.Model] | None] = None

    def get_list_display(self, request: HttpRequest) -> list:
        columns = list(super().get_list_display(request))
        return [*columns, translation_state] if self.translated else columns

    def get_list_filter(self, request: HttpRequest) -> list:
        filters = list(super().get_list_filter(request))
        return [*filters, MissingTranslationFilter] if self.translated else filters

    def changelist_view(self, request: HttpRequest, extra_context: dict | None = None) -> HttpResponse:
        title = capfirst(self.opts.verbose_name_plural)
        return super().changelist_view(request, {"title": title, **(extra_context or {})})

    def get_search_results(self, request: HttpRequest, queryset: QuerySet, search_term: str) -> tuple[QuerySet, bool]:
        found, has_doubles = super().get_search_results(request, queryset, search_term)
        if issubclass(self.model, MergeableModel) and request.resolver_match.url_name == "autocomplete":
            found = found.current()
        return found, has_doubles

    # Who sees what -------------------------------------------------------------------------------------------------------

    def limited_to(self, request: HttpRequest) -> Q | None:
        """The condition on the records that this person may see; ``None`` when all of them."""
        whole = (self.part_of or self.model)._meta
        works_on_it = any(
            request.user.has_perm(f"{whole.app_label}.{action}_{whole.model_name}") for action in ("change", "publish")
        )
        return None if works_on_it else self.public_only

    def may(self, request: HttpRequest, action: str) -> bool:
        """Whether the person has the permission for an action, the model's own ones (``"publish"``) included."""
        return request.user.has_perm(f"{self.opts.app_label}.{action}_{self.opts.model_name}")

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        records = super().get_queryset(request)
        limit = self.limited_to(request)
        return records if limit is None else records.filter(pk__in=self.model._base_manager.filter(limit).values("pk"))

    def is_within_reach(self, request: HttpRequest, obj: models.Model | None) -> bool:
        """Whether the record is one of those that this person may see."""
        limit = self.limited_to(request)
        return obj is None or limit is None or self.model._base_manager.filter(limit, pk=obj.pk).exists()

    def has_view_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return super().has_view_permission(request, obj) and self.is_within_reach(request, obj)

    def has_change_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return super().has_change_permission(request, obj) and self.is_within_reach(request, obj)

    def history_view(self, request: HttpRequest, object_id: str, extra_context: dict | None = None) -> HttpResponse:
        self._check_history(request)
        return super().history_view(request, object_id, extra_context)

    def history_form_view(
        self, request: HttpRequest, object_id: str, version_id: str, extra_context: dict | None = None
    ) -> HttpResponse:
        self._check_history(request)
        return super().history_form_view(request, object_id, version_id, extra_context)

    def sees_history(self, request: HttpRequest) -> bool:
        return self.limited_to(request) is None

    def _check_history(self, request: HttpRequest) -> None:
        if not self.sees_history(request):
            raise PermissionDenied  # an earlier version may not have been public

    # The form ------------------------------------------------------------------------------------------------------------

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict | None = None
    ) -> HttpResponse:
        extra_context = {"sees_history": self.sees_history(request), **(extra_context or {})}
        return super().change_view(request, object_id, form_url, extra_context)

    def save_related(self, request: HttpRequest, form: forms.ModelForm, formsets: list[BaseInlineFormSet], change: bool) -> None:
        """Save the parts as well, and tell what the checks of texts find; they never stop a save."""
        super().save_related(request, form, formsets, change)
        parts = [part.instance for formset in formsets for part in formset.forms if part.has_changed() and part.instance.pk]
        for record in (form.instance, *parts):
            for warning in warnings_of(record):
                self.message_user(request, warning.message, messages.WARNING)

    def view_on_site(self, obj: models.Model) -> str | None:
        """The record's page on the portal, where it has one."""
        try:
            return obj.get_absolute_url()
        except (AttributeError, NoReverseMatch):
            return None

    def changeform_view(
        self, request: HttpRequest, object_id: str | None = None, form_url: str = "", extra_context: dict | None = None
    ) -> HttpResponse:
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except OSError:  # a full disk, for example: the database has taken nothing back by now
            if not request.FILES:
                raise
            self.message_user(request, _("The file could not be stored, and nothing was changed. Try again later."), messages.ERROR)
            return HttpResponseRedirect(request.get_full_path())


class PartAdmin(BilingualAdmin):
    """A part of another record: reached from there, with a page and a history of its own, and not listed on the desk."""

    def get_model_perms(self, request: HttpRequest) -> dict[str, bool]:
        return {}


class InlineMixin(BilingualMixin):
    """Parts on the page of their record; no empty rows waiting."""

    extra = 0
    show_change_link = True
    can_add_choices = False  # little room; what is missing is added on a page of its own


class StackedInline(InlineMixin, admin.StackedInline):
    """Parts with texts of their own: each a small form."""


class NamedFormSet(BaseInlineFormSet):
    """Rows whose boxes for deletion have a name, although no label stands beside them."""

    def add_fields(self, form: forms.ModelForm, index: int | None) -> None:
        super().add_fields(form, index)
        if (box := form.fields.get(DELETION_FIELD_NAME)) is not None:
            box.widget.attrs["aria-label"] = box.label


class TabularInline(InlineMixin, admin.TabularInline):
    """Parts of a few short fields: each a row, whose fields are named by the heads of their columns."""

    formset = NamedFormSet

    def formfield_for_dbfield(self, db_field: models.Field, request: HttpRequest, **kwargs: object) -> forms.Field | None:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field is not None:
            field.widget.attrs["aria-label"] = capfirst(field.label)  # a screen reader does not look up the column
        return field
