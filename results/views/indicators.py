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
from ..selectors.charting import chart_of
from ..selectors.indicators import evidence_of, public_indicators, related_indicators
from ..selectors.progress import public_entries_of
from ..selectors.series import observations_of, series_table

SIZE = re.compile(r'<svg[^>]*?\bwidth="(?P<width>[\d.]+)"[^>]*?\bheight="(?P<height>[\d.]+)"')


def indicator(request: HttpRequest, code: str) -> HttpResponse:
    shown: Indicator = get_object_or_404(public_indicators(), code=code)
    observations = observations_of(shown)
    drawing = _draw(shown, observations)
    context = {
        "indicator": shown,
        "table": series_table(observations),
        "remarks": [each for each in observations if each.note],
        "entries": public_entries_of(shown),
        "evidence": evidence_of(shown),
        "relations": related_indicators(shown),
        "chart_size": SIZE.search(drawing) if drawing else None,
    }
    return render(request, "results/indicator.html", context)


@cache_control(public=True, max_age=300)
def chart(request: HttpRequest, code: str) -> HttpResponse:
    """The indicator's chart in the language of the address, as an image that browsers may keep."""
    shown: Indicator = get_object_or_404(public_indicators(), code=code)
    drawing = _draw(shown, observations_of(shown))
    if drawing is None:
        raise Http404
    body = drawing.encode()
    etag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    response = HttpResponse(body, content_type="image/svg+xml", headers={"ETag": etag})
    return get_conditional_response(request, etag=etag, response=response)


def _draw(shown: Indicator, observations: list[Observation]) -> str | None:
    spec = chart_of(observations, title=shown.name, language=get_language() or "en")
    return render_svg(spec) if spec else None
