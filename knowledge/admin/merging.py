"""The page that joins organisations: which one stays, and what will be moved to it."""

from __future__ import annotations

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from base.forms import SEEN
from base.versions import Conflict, hold, versions_of

from .. import rules
from ..models import Organisation
from ..selectors.organisations import namings
from ..services import merging

MOST = 10  # in one go; more would not be read


class MergeForm(forms.Form):
    """Which of the organisations stays."""

    kept = forms.ModelChoiceField(
        Organisation.objects.none(),
        label=gettext_lazy("Which one stays?"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Say which one stays.")},
    )


def merge_view(model_admin: admin.ModelAdmin, request: HttpRequest) -> HttpResponse:
    """Ask which of the chosen organisations (``?of=1&of=2``) stays, and merge the others into it."""
    if not rules.may_merge(request.user):
        raise PermissionDenied
    keys = [key for key in request.GET.getlist("of") if key.isascii() and key.isdigit() and len(key) < 19]
    chosen = list(Organisation.objects.current().filter(pk__in=keys[:MOST]).prefetch_related("names", "countries"))
    back = reverse("admin:knowledge_organisation_changelist")
    if len(chosen) < 2:
        model_admin.message_user(request, _("Choose two or more organisations that are not merged yet."), messages.WARNING)
        return redirect(back)
    form = MergeForm(request.POST if request.method == "POST" else None)
    form.fields["kept"].queryset = Organisation.objects.filter(pk__in=[each.pk for each in chosen])
    if request.method == "POST" and form.is_valid() and _merge_all(model_admin, request, form, chosen):
        return redirect("admin:knowledge_organisation_change", form.cleaned_data["kept"].pk)
    versions = versions_of(chosen)
    context = {
        **model_admin.admin_site.each_context(request),
        "title": _("Merge organisations"),
        "opts": model_admin.opts,
        "form": form,
        "columns": [(each, f"{SEEN}_{each.pk}", versions.get(each.pk, "")) for each in chosen],
        "rows": namings(chosen),
        "back": back,
    }
    return render(request, "admin/knowledge/merge.html", context)


def _merge_all(model_admin: admin.ModelAdmin, request: HttpRequest, form: MergeForm, chosen: list[Organisation]) -> bool:
    kept = form.cleaned_data["kept"]
    try:
        with transaction.atomic():
            for each in sorted(chosen, key=lambda each: each.pk):
                hold(each, request.POST.get(f"{SEEN}_{each.pk}"))
            made = [merging.merge(kept=kept, merged=each, by=request.user) for each in chosen if each != kept]
    except Conflict:
        form.add_error(None, _("Somebody changed one of these organisations while you were reading. Read again before you decide."))
        return False
    except ValidationError as error:
        form.add_error(None, error)
        return False
    moved = sum(len(merge.moved) for merge in made)
    text = ngettext("Merged; %(count)d record was moved.", "Merged; %(count)d records were moved.", moved)
    model_admin.message_user(request, text % {"count": moved}, messages.SUCCESS)
    return True
