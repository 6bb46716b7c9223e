from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ..enums import DocumentStatus
from ..models import Body, Country, Document, Event, FundingOpportunity
from ..selectors import catalogue, events, funding, themes

SHOWN = 4
FINISHED = (DocumentStatus.ISSUED, DocumentStatus.AGREED, DocumentStatus.ENDORSED)


@require_safe
def show_index(request: HttpRequest) -> HttpResponse:
    """What the catalogue holds: how much of each kind, and the newest of what people come for."""
    dated = catalogue.published(Event)
    return render(
        request,
        "knowledge/index.html",
        {
            "kinds": catalogue.counts(),
            "coming": events.coming(dated)[:SHOWN],
            "past": events.past(dated)[:SHOWN],
            "documents": catalogue.published(Document).filter(status__in=FINISHED)[: 2 * SHOWN],
            "calls": catalogue.published(FundingOpportunity)[:SHOWN],
            "award_totals": funding.totals(funding.awards()),
            "bodies": Body.objects.all(),
            "themes_by_kind": themes.by_kind(),
            "countries": Country.objects.filter(is_member=True),
        },
    )
