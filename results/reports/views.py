"""Reading reports: what there is, how a job stands, and the file."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Prefetch
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from ..enums import Block, EditionLanguage, JobState, Stage
from ..models import Edition
from ..selectors.number_findings import findings_for_report
from ..selectors.restatements import restatements_of_edition, with_corrections
from ..selectors.unapproved import unapproved_in
from ..services.publishing import unapproved_codes
from ..services.rendering import give_up_silent_jobs
from .explaining import explain
from .rules import editions_for, reports_for, sees_unpublished

STAGES = list(Stage)
LANGUAGES = EditionLanguage.values  # their order on the pages


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Every report with its newest published editions."""
    published = Edition.objects.published().defer("snapshot").order_by("-number")
    reports = reports_for(request.user).prefetch_related(Prefetch("editions", published, to_attr="published"))
    rows = [{"report": report, "latest": _latest(report.published)} for report in reports]
    return render(request, "reports/index.html", {"rows": rows})


@require_safe
def report(request: HttpRequest, slug: str) -> HttpResponse:
    """One report: what there is to download, and for staff how editions are drawn."""
    shown = get_object_or_404(reports_for(request.user), slug=slug)
    is_staff = sees_unpublished(request.user)
    editions = list(editions_for(request.user).filter(report=shown).order_by("-requested_at"))
    active = {edition.language: edition for edition in editions if edition.is_active}
    published = sorted((each for each in editions if each.published_at), key=_by_language)
    context = {
        "report": shown,
        "published": published,
        "is_staff": is_staff,
        "may_render": request.user.has_perm("results.render_edition"),
        "choices": [{"value": value, "label": label, "job": active.get(value)} for value, label in EditionLanguage.choices],
        "jobs": editions if is_staff else [],
        "unapproved": unapproved_in(shown) if is_staff else [],
        "number_findings": findings_for_report(slug) if is_staff else [],
    }
    return render(request, "reports/report.html", context)


@never_cache
@require_safe
def edition(request: HttpRequest, edition_id: UUID) -> HttpResponse:
    """One edition: how its job stands, why it failed, or the file."""
    shown = _edition(request, edition_id)
    is_waiting = shown.state == JobState.DONE and not shown.published_at
    may_publish = request.user.has_perm("results.publish_edition") and is_waiting
    context = {
        "edition": shown,
        "report": shown.report,
        "status": _status(shown),
        "failure": explain(shown.failure, shown.failure_detail) if shown.state == JobState.FAILED else None,
        "may_render": request.user.has_perm("results.render_edition"),
        "may_publish": may_publish,
        "unapproved": unapproved_codes(shown) if may_publish else [],
        "tells_problems": may_publish and shown.report.sections.filter(block=Block.PLAN_PROBLEMS).exists(),
        "restatements": with_corrections(restatements_of_edition(shown)) if shown.published_at else [],
    }
    return render(request, "reports/edition.html", context)


@never_cache
@require_safe
def edition_status(request: HttpRequest, edition_id: UUID) -> JsonResponse:
    """How the job stands, for the page that watches it."""
    return JsonResponse(_status(_edition(request, edition_id)))


@require_safe
def download(request: HttpRequest, edition_id: UUID) -> FileResponse:
    """The file: a published edition for everyone, another for those who draw and publish."""
    found = get_object_or_404(editions_for(request.user), pk=edition_id, state=JobState.DONE)
    try:
        file = found.file.open("rb")
    except FileNotFoundError as error:
        raise Http404(_("The file of this edition is no longer there.")) from error
    name = found.file.name.rsplit("/", 1)[-1]
    response = FileResponse(file, as_attachment=True, filename=name, content_type="application/pdf")
    response["ETag"] = f'"{found.sha256}"'
    response["Cache-Control"] = "public, no-cache" if found.published_at else "private, no-store"
    return response


def _edition(request: HttpRequest, edition_id: UUID) -> Edition:
    found = get_object_or_404(editions_for(request.user), pk=edition_id)
    if found.is_active and give_up_silent_jobs(report=found.report):
        found.refresh_from_db(fields=["state", "stage", "failure", "failure_detail", "finished_at"])
    return found


def _status(edition: Edition) -> dict[str, object]:
    """Of the stages, how many are behind, and the name of the one at hand."""
    done = STAGES.index(Stage(edition.stage)) if edition.stage else 0
    return {
        "state": edition.state,
        "stage": edition.stage,
        "label": str(Stage(edition.stage).label if edition.stage else JobState(edition.state).label),
        "done": len(STAGES) if edition.state == JobState.DONE else done,
        "total": len(STAGES),
        "is_active": edition.is_active,
    }


def _latest(published: list[Edition]) -> list[Edition]:
    """The newest published edition in each language."""
    newest: dict[str, Edition] = {}
    for each in published:
        newest.setdefault(each.language, each)
    return sorted(newest.values(), key=_by_language)


def _by_language(edition: Edition) -> tuple[int, int]:
    return LANGUAGES.index(edition.language), -edition.number
