"""Where pages about figures are."""

from __future__ import annotations

from django.urls import reverse

from .models import Observation


def provenance_address(figure: Observation) -> str:
    """The page that says how a figure came about, recorded or computed; reads its measure and indicator."""
    address = reverse("results:provenance", args=[figure.measure.indicator.code, figure.measure.code])
    return f"{address}?from={figure.period_start.isoformat()}&to={figure.period_end.isoformat()}"


def source_address(figure: Observation) -> str:
    """A way there that reads nothing of a recorded figure but its key, for lists of figures."""
    return reverse("results:figure_source", args=[figure.pk]) if figure.pk else provenance_address(figure)
