"""The portal's front page."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from knowledge.selectors.catalogue import counts
from knowledge.selectors.events import coming, past
from knowledge.selectors.funding import awards
from workplans.selectors.plans import deliverables_due

from ..selectors.overview import highlights, key_figures, meetings, published_reports

SHOWN = 4  # entries of each kind; the rest is one click away
DELIVERABLES_SHOWN = 6


def show_overview(request: HttpRequest) -> HttpResponse:
    """A few of everything, each with the way to all of it."""
    cycle, told = highlights(at_most=SHOWN)
    context = {
        "figures": key_figures(),
        "cycle": cycle,
        "highlights": told,
        "coming": coming(meetings())[:SHOWN],
        "past": past(meetings())[:SHOWN],
        "deliverables": deliverables_due()[:DELIVERABLES_SHOWN],
        "awards": awards(),
        "reports": published_reports()[:SHOWN],
        "kinds": [{**each, "name": each["model"]._meta.verbose_name_plural} for each in counts()],
    }
    return render(request, "overview.html", context)
