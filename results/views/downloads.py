"""What a page shows, to take away: the table as CSV or XLSX, the chart as SVG or PNG."""

from __future__ import annotations

import re
from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import content_disposition_header

from base.sheets import CSV_TYPE, XLSX_TYPE, write_csv, write_xlsx

from ..charts import in_the_dark, render_png, render_svg
from ..exhibits import NARROW, WIDE, Exhibit
from ..freshness import etag_of

KEPT_FOR = 300  # seconds
SIZE = re.compile(r'<svg[^>]*?\bwidth="(?P<width>[\d.]+)"[^>]*?\bheight="(?P<height>[\d.]+)"')
# The page's own drawings by the end of their address: how wide, and whether on dark paper.
DRAWINGS = {
    "svg": (WIDE, False),
    "dark.svg": (WIDE, True),
    "narrow.svg": (NARROW, False),
    "narrow-dark.svg": (NARROW, True),
}


def give(request: HttpRequest, ending: str, exhibit: Callable[[], Exhibit | None]) -> HttpResponse:
    """The exhibit as a file with this ending. ``exhibit`` is called only when the reader does not have it yet.

    Not found where there is nothing to show, or no chart to draw.
    """
    etag = etag_of(request, seconds=KEPT_FOR)
    if (unchanged := get_conditional_response(request, etag=etag)) is None:
        shown = exhibit()
        if shown is None or (not shown.has_chart and ending not in ("csv", "xlsx")):
            raise Http404
        response = _write(shown, ending)
        response["ETag"] = etag
    else:
        response = unchanged
    patch_cache_control(response, public=True, max_age=KEPT_FOR)
    return response


def _write(shown: Exhibit, ending: str) -> HttpResponse:
    if ending in DRAWINGS:
        width, dark = DRAWINGS[ending]
        svg = render_svg(shown.draw(width))
        return HttpResponse(in_the_dark(svg) if dark else svg, content_type="image/svg+xml")
    if ending == "png":
        return HttpResponse(render_png(shown.draw(WIDE)), content_type="image/png")
    sheet = shown.sheet()
    body, content_type = (write_csv(sheet), CSV_TYPE) if ending == "csv" else (write_xlsx(sheet), XLSX_TYPE)
    disposition = content_disposition_header(True, f"{sheet.name}.{ending}")
    return HttpResponse(body, content_type=content_type, headers={"Content-Disposition": disposition})


def size_of(shown: Exhibit, width: int) -> dict[str, str]:
    """Width and height of the drawing, so that the page keeps its place free."""
    found = SIZE.search(render_svg(shown.draw(width)))
    return found.groupdict() if found else {}


def framed(shown: Exhibit | None, address: str) -> dict[str, object] | None:
    """What ``components/chart.html`` and ``components/downloads.html`` need. ``address`` has no ending; ``None`` for nothing."""
    if shown is None:
        return None
    chart = {"size": size_of(shown, WIDE), "narrow_size": size_of(shown, NARROW)} if shown.has_chart else {}
    return {"exhibit": shown, "address": address, **chart}
