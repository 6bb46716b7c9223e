"""What the pages of countries, bodies and themes say about work plans."""

from __future__ import annotations

from django.db.models import Model
from django.http import HttpRequest
from django.urls import reverse

from base import panels

from .selectors.parties import share_of

KEYS = {"country": "iso3", "body": "slug", "theme": "slug"}


def register_panels() -> None:
    """Have those pages ask."""
    for page in KEYS:
        panels.register(page, plans_panel, "workplans/panel_plans.html")


def plans_panel(request: HttpRequest, record: Model) -> dict[str, object] | None:
    """How many activities of public plans it has to do with, and where they are; nothing where there are none."""
    share = share_of(record)
    if not share.total:
        return None
    kind = record._meta.model_name
    address = reverse(f"workplans:{kind}", args=[getattr(record, KEYS[kind]).lower()])
    return {"share": share, "address": address, "leads": None if kind == "theme" else share.leads}
