"""Member countries and pillars: who told what in a cycle."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from ..exhibits import Exhibit
from ..models import ReportingCycle
from ..selectors.cycles import cycles_in_time
from ..selectors.matrix import Matrix, matrix_of, matrix_sheet
from .downloads import framed, give
from .keeping import keep_while_unchanged


@keep_while_unchanged
def show_matrix(request: HttpRequest) -> HttpResponse:
    """The matrix of the cycle in ``?cycle=``, or else of the latest."""
    cycles = list(cycles_in_time())
    if wanted := request.GET.get("cycle"):
        cycle = get_object_or_404(cycles_in_time(), slug=wanted)
    else:
        cycle = cycles[0] if cycles else None
    matrix = matrix_of(cycle) if cycle else None
    address = reverse("results:matrix_file", args=[cycle.slug, "csv"]).removesuffix(".csv") if cycle else ""
    frame = framed(_exhibit(matrix), address) if matrix else None
    return render(request, "results/matrix.html", {"cycles": cycles, "cycle": cycle, "matrix": matrix, "frame": frame})


def give_matrix(request: HttpRequest, cycle: str, ending: str) -> HttpResponse:
    """The matrix as a file, a row for each cell."""
    shown = get_object_or_404(ReportingCycle, slug=cycle)
    return give(request, ending, lambda: _exhibit(matrix_of(shown)))


def _exhibit(matrix: Matrix) -> Exhibit:
    return Exhibit(_("Countries and pillars"), lambda: matrix_sheet(matrix))
