"""What people do to editions: draw, try again, publish. Each is a POST, allowed by a permission."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import wraps
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from workplans.models import WorkPlan

from ..models import Edition, ProgressReport
from ..services import publishing, rendering
from ..services.annual_summary import prepare_annual_summary

Action = Callable[..., HttpResponse]


def needs(permission: str) -> Callable[[Action], Action]:
    """Only a POST by a person with ``permission``. Who has not signed in is asked to; others are refused."""

    def wrap(action: Action) -> Action:
        @require_POST
        @wraps(action)
        def guarded(request: HttpRequest, **kwargs: object) -> HttpResponse:
            if not request.user.is_authenticated:
                return redirect_to_login(reverse("reports:index"))
            if not request.user.has_perm(permission):
                raise PermissionDenied
            return action(request, **kwargs)

        return guarded

    return wrap


@needs("results.render_edition")
def render_report(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask for an edition, and show its job."""
    report = get_object_or_404(ProgressReport, slug=slug)
    return _request(request, report, request.POST.get("language", ""))


@needs("results.render_edition")
def retry(request: HttpRequest, edition_id: UUID) -> HttpResponse:
    """Ask again for an edition that could not be drawn."""
    edition = get_object_or_404(Edition.objects.select_related("report"), pk=edition_id)
    return _request(request, edition.report, edition.language)


@needs("results.publish_edition")
def publish(request: HttpRequest, edition_id: UUID) -> HttpResponse:
    """Let everyone download an edition, or say what stands against it."""
    edition = get_object_or_404(Edition, pk=edition_id)
    try:
        publishing.publish_edition(edition=edition, by=request.user)
    except ValidationError as refusal:
        _tell(request, refusal)
    else:
        messages.success(request, _("The edition is published: everyone may download it now."))
    return redirect(edition)


@needs("results.add_progressreport")
def prepare_summary(request: HttpRequest, plan_slug: str) -> HttpResponse:
    """Make the report of what a plan did in a year, and show it; or say why there is none."""
    plan = get_object_or_404(WorkPlan.objects.public(), slug=plan_slug)
    try:
        prepared = prepare_annual_summary(plan=plan, year=_year(request.POST.get("year", "")), by=request.user)
    except ValidationError as refusal:
        _tell(request, refusal)
        return redirect(plan)
    if prepared.is_new:
        messages.success(request, _("The annual summary is there: write its texts, then draw an edition."))
    else:
        messages.info(request, _("There is an annual summary of this year already."))
    return redirect(prepared.report)


def _year(written: str) -> int:
    """The year that was chosen; 0, which no plan has, for anything else."""
    return int(written) if re.fullmatch(r"[0-9]{4}", written) else 0


def _request(request: HttpRequest, report: ProgressReport, language: str) -> HttpResponse:
    try:
        edition = rendering.request_edition(report=report, language=language, user=request.user)
    except ValidationError as refusal:
        _tell(request, refusal)
        return redirect(report)
    return redirect(edition)


def _tell(request: HttpRequest, refusal: ValidationError) -> None:
    for message in refusal.messages:
        messages.error(request, message)
