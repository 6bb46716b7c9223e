"""Posting a form of the admin as a browser would: with everything that stands in it."""

from __future__ import annotations

from django.db import models
from django.forms import FileField
from django.http import HttpResponse
from django.test import Client

from base.versions import version_of


def address_of(record: models.Model, page: str = "change") -> str:
    return f"/admin/{record._meta.app_label}/{record._meta.model_name}/{record.pk}/{page}/"


def form_at(client: Client, address: str) -> dict[str, object]:
    """What the form at ``address`` would post unchanged, its inlines included."""
    context = client.get(address).context
    forms = [context["adminform"].form]
    posted: dict[str, object] = {}
    for inline in context.get("inline_admin_formsets", ()):
        forms += [inline.formset.management_form, *inline.formset.forms]
    for form in forms:
        for bound in form:
            if isinstance(bound.field, FileField):
                continue  # a browser sends no file that was not chosen
            value = bound.value()
            if value is True:
                posted[bound.html_name] = "on"
            elif value is not None and value is not False:
                values = [getattr(item, "pk", item) for item in value] if isinstance(value, list | tuple) else value
                posted[bound.html_name] = getattr(values, "pk", values)
    return posted


def delete(client: Client, record: models.Model) -> HttpResponse:
    """Confirm that the record is to be deleted, having read it as it is now."""
    return client.post(address_of(record, "delete"), {"post": "yes", "seen_version": version_of(record)})


def press(client: Client, record: models.Model, step: str, *, follow: bool = False, **posted: str) -> HttpResponse:
    """Press the button of a step, having read the record as it is now."""
    return client.post(address_of(record, f"step/{step}"), {"seen_version": version_of(record)} | posted, follow=follow)
