"""One indicator: its place, its figures, its chart, and what was told about it."""

from __future__ import annotations

import hashlib
import re

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.cache import get_conditional_response
from django.utils.translation import get_language
from django.views.decorators.cache import cache_control

from ..charts import render_svg
from ..models import Indicator, Observation
from ..selectors.charting import IndicatorChart, chart_of
from ..selectors.indicators import evidence_of, public_indicators, related_indicators
from ..selectors.progress import public_entries_of
from ..selectors.series import observations_of, series_table

WIDE, NARROW = 640, 340  # pixels: beside a text, and on a phone
SIZE = re.compile(r'<svg[^>]*?\bwidth="(?P<width>[\d.]+)"[^>]*?\bheight="(?P<height>[\d.]+)"')


def show_indicator(request: HttpRequest, code: str) -> HttpResponse:
    """All that is public about one indicator."""
    shown: Indicator = get_object_or_404(public_indicators(), code=code)
    observations = observations_of(shown)
    chart, narrow_chart = (_chart(shown, observations, width=width) for width in (WIDE, NARROW))
    context = {
        "indicator": shown,
        "table": series_table(observations),
        "remarks": [each for each in observations if each.note],
        "entries": public_entries_of(shown),
        "evidence": evidence_of(shown),
        "relations": related_indicators(shown),
        "chart": chart,
        "size": _size(chart),
        "narrow_size": _size(narrow_chart),
    }
    return render(request, "results/indicator.html", context)


@cache_control(public=True, max_age=300)
def draw_chart(request: HttpRequest, code: str, width: int) -> HttpResponse:
    """The indicator's chart in the language of the address, ``width`` pixels wide, as an image that browsers may keep."""
    shown: Indicator = get_object_or_404(public_indicators(), code=code)
    chart = _chart(shown, observations_of(shown), width=width)
    if chart is None:
        raise Http404
    body = render_svg(chart.spec).encode()
    etag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    response = HttpResponse(body, content_type="image/svg+xml", headers={"ETag": etag})
    return get_conditional_response(request, etag=etag, response=response)


def _chart(shown: Indicator, observations: list[Observation], *, width: int) -> IndicatorChart | None:
    return chart_of(observations, title=shown.name, language=get_language() or "en", width=width)


def _size(chart: IndicatorChart | None) -> dict[str, str] | None:
    """Width and height of the drawing, so that the page keeps its place free."""
    found = SIZE.search(render_svg(chart.spec)) if chart else None
    return found.groupdict() if found else None
