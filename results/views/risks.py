"""The risks and assumptions of a reporting cycle, all reviewed on one page."""

from __future__ import annotations

from collections import defaultdict

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from .. import rules
from ..forms.risks import FindingForm, finding_forms
from ..models import ReportingCycle, Result
from ..selectors.risks import risks_due
from ..services.risks import review_risks


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def review_cycle_risks(request: HttpRequest, slug: str) -> HttpResponse:
    """By result, what was found of each risk and assumption; editors write it while the cycle is open."""
    if not request.user.has_perm("results.view_riskreview"):
        raise PermissionDenied
    cycle: ReportingCycle = get_object_or_404(ReportingCycle, slug=slug)
    may_review = rules.may_review_risks(request.user) and cycle.is_open
    risks = risks_due(cycle)
    forms = finding_forms(risks, request.POST if request.method == "POST" else None)
    refused: list[str] = []
    if request.method == "POST":
        if not [form for form in forms if not form.is_valid()]:  # each is asked, so that each says what is wrong with it
            findings = [form.finding for form in forms if form.finding and form.has_changed()]
            try:
                count = review_risks(cycle=cycle, findings=findings, by=request.user)
            except ValidationError as error:
                refused = error.messages
            else:
                text = ngettext("%(count)d finding noted.", "%(count)d findings noted.", count) % {"count": count}
                messages.success(request, text)
                return redirect(request.path)
        else:
            refused = [_("Nothing was saved yet: see what is marked below.")]
    context = {
        "cycle": cycle,
        "groups": _by_result(forms),
        "waiting": sum(risk.review_now is None for risk in risks),
        "may_review": may_review,
        "refused": refused,
    }
    return render(request, "results/risks.html", context)


def _by_result(forms: list[FindingForm]) -> list[tuple[Result, list[FindingForm]]]:
    found: dict[Result, list[FindingForm]] = defaultdict(list)
    for form in forms:
        found[form.risk.result].append(form)
    return list(found.items())
