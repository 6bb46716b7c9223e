"""From a specification to an image."""

from __future__ import annotations

import base64
import json
import re
from functools import lru_cache

import vl_convert
from django.conf import settings

from .look import DARK, Spec

LIGHT_COLOURS = re.compile("|".join(re.escape(colour) for colour in DARK))


def render_svg(spec: Spec) -> str:
    """Draw ``spec``. The same specification gives the same drawing, which is kept for as long as the process lives."""
    return _draw(json.dumps(spec, sort_keys=True, ensure_ascii=False))


def render_png(spec: Spec) -> bytes:
    """``spec`` as pixels, twice as fine as on the page, for slides and papers."""
    return _paint(json.dumps(spec, sort_keys=True, ensure_ascii=False))


def in_the_dark(svg: str) -> str:
    """The same drawing on dark paper: each colour gives way to its counterpart."""
    return LIGHT_COLOURS.sub(lambda found: DARK[found[0]], svg)


def svg_data_uri(svg: str) -> str:
    """The drawing as the source of an ``<img>``."""
    return f"data:image/svg+xml;base64,{base64.b64encode(svg.encode()).decode('ascii')}"


@lru_cache(maxsize=256)
def _draw(spec: str) -> str:
    _register_fonts()
    return vl_convert.vegalite_to_svg(spec)


@lru_cache(maxsize=16)
def _paint(spec: str) -> bytes:
    _register_fonts()
    return vl_convert.vegalite_to_png(spec, scale=2)


@lru_cache(maxsize=1)
def _register_fonts() -> None:
    if settings.FONT_DIR.is_dir():
        vl_convert.register_font_directory(str(settings.FONT_DIR))
