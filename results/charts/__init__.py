"""Charts, described once as Vega-Lite specifications and drawn as SVG or PNG, for pages, print and downloads.

Colours are dark enough to be read in grey; several series also differ by the shape of their points and their dashes.
The drawing carries no heading: its caption stands in the page. Put it there as an image with a text alternative that
says what it says.
"""

from .bars import bar_chart
from .drawing import in_the_dark, render_png, render_svg, svg_data_uri
from .lines import Point, Series, series_chart
from .look import WIDTH, Spec
from .shares import Part, shares_chart
from .tiles import Tile, tile_chart

__all__ = [
    "WIDTH",
    "Part",
    "Point",
    "Series",
    "Spec",
    "Tile",
    "bar_chart",
    "in_the_dark",
    "render_png",
    "render_svg",
    "series_chart",
    "shares_chart",
    "svg_data_uri",
    "tile_chart",
]
