"""An indicator's figures country by country, on a map of tiles."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from knowledge.models import Country

from ..charts import Spec, Tile, tile_chart
from ..enums import ObservationKind
from ..exhibits import Exhibit
from ..figures import write_observation
from ..models import Indicator, Measure, Observation
from .charting import say
from .figure_sheets import figure_sheet

STEPS = 4  # shades, from the lowest figures to the highest


@dataclass(frozen=True, slots=True)
class CountryTile:
    """A member country with its latest figure of progress, or else its baseline; ``None`` when there is neither."""

    country: Country
    figure: Observation | None
    step: int | None

    @property
    def shade(self) -> str:
        """The shade's name in the style sheet."""
        return "none" if self.step is None else str(self.step)

    @property
    def is_baseline(self) -> bool:
        return self.figure is not None and self.figure.kind == ObservationKind.BASELINE


def tiles_of(observations: Sequence[Observation]) -> list[CountryTile]:
    """All member countries in their order. Only figures in numbers are shaded, by their place between lowest and highest."""
    latest: dict[int, Observation] = {}
    for each in sorted(observations, key=lambda found: (found.kind == ObservationKind.ACTUAL, found.period_end)):
        if each.kind != ObservationKind.TARGET:
            latest[each.country_id] = each
    values = [float(each.value) for each in latest.values() if each.value is not None]
    low, high = (min(values), max(values)) if values else (0.0, 0.0)
    members = Country.objects.filter(is_member=True)
    return [CountryTile(country, latest.get(country.pk), _step(latest.get(country.pk), low, high)) for country in members]


def _step(figure: Observation | None, low: float, high: float) -> int | None:
    if figure is None or figure.value is None:
        return None
    share = (float(figure.value) - low) / (high - low) if high > low else 0.0
    return min(STEPS - 1, int(share * STEPS))


def countries_exhibit(
    indicator: Indicator, measure: Measure, observations: Sequence[Observation], tiles: Sequence[CountryTile]
) -> Exhibit:
    """The map for taking away; on the page the tiles are written out. The sheet has all periods."""
    unit = say(measure.unit, "name")
    title = _("%(measure)s (%(unit)s)") % {"measure": say(measure, "name"), "unit": unit}
    drawn = [
        Tile(tile.country.tile_row, tile.country.tile_column, tile.country.iso3, *_written(tile), tile.step)
        for tile in tiles
        if tile.country.tile_row and tile.country.tile_column
    ]

    def draw(width: int) -> Spec:
        return tile_chart(tiles=drawn, unit=title, title=say(indicator, "name"), width=width)

    told = (f"{say(tile.country, 'name')} {_written(tile)[0]}" for tile in tiles if tile.figure)
    alternative = _("Map of tiles. %(told)s") % {"told": pgettext("between names", ", ").join(told)}
    caption = _("Latest figures by country: %(measure)s") % {"measure": title}
    return Exhibit(caption, lambda: figure_sheet(f"countries-{measure.code}", indicator, observations), draw, alternative)


def _written(tile: CountryTile) -> tuple[str, str]:
    if tile.figure is None:
        return "–", ""
    return write_observation(tile.figure, get_language() or "en"), tile.figure.period
