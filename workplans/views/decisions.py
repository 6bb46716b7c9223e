"""Decisions of a meeting, entered after it: a row for each deliverable that was put before it."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Page, Paginator
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from base.text_checks import warnings_of
from base.versions import versions_of
from knowledge.models import Document, Event

from .. import rules
from ..forms.decision import DecisionForm
from ..models import Decision, Deliverable
from ..models.deliverable import has_begun
from ..selectors.decisions import meetings_asked, put_before
from ..services.decisions import doubts_about, record_decision

PER_PAGE = 50


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def enter_decisions(request: HttpRequest) -> HttpResponse:
    """The deliverables put before ``?meeting=``, else before the last meeting that has taken place. All rows are saved or none."""
    if not rules.may_enter_decisions(request.user):
        raise PermissionDenied
    meetings = list(meetings_asked())
    meeting = _chosen(meetings, request.GET.get("meeting", ""))
    is_open = meeting is not None and has_begun(meeting)
    if request.method == "POST":
        if not is_open:
            raise Http404
        return _save(request, meetings, meeting)
    forms = _forms(request, meeting, _page(request, meeting)) if is_open else []
    return _show(request, meetings, meeting, forms)


def _chosen(meetings: list[Event], slug: str) -> Event | None:
    if not slug:
        return next((meeting for meeting in meetings if has_begun(meeting)), None)
    for meeting in meetings:
        if meeting.slug == slug:
            return meeting
    raise Http404


def _page(request: HttpRequest, meeting: Event) -> Page:
    return Paginator(put_before(meeting), PER_PAGE).get_page(request.GET.get("page"))


def _forms(request: HttpRequest, meeting: Event, page: Page) -> list[DecisionForm]:
    """A form for each deliverable, with what is decided already; a constant number of queries for those that nobody touched."""
    deliverables = list(page)
    decisions = {
        each.pk: (each.decided[0] if each.decided else Decision(deliverable=each, meeting=meeting)) for each in deliverables
    }
    seen, seen_deliverables = versions_of(decisions.values()), versions_of(deliverables)
    documents = _documents(meeting, decisions.values())
    forms = []
    for each in deliverables:
        decision = decisions[each.pk]
        decision.deliverable = each
        form = DecisionForm(
            request.POST if request.method == "POST" else None,
            instance=decision,
            prefix=f"d{each.pk}",
            deliverable=each,
            seen_deliverable=seen_deliverables.get(each.pk, ""),
            documents=documents,
        )
        form.stored_version = seen.get(decision.pk, "")
        forms.append(form)
    return forms


def _documents(meeting: Event, decisions: object) -> list[tuple[object, str]]:
    """The meeting's documents, and those that decisions name already; any other is chosen in the decision's own form."""
    chosen = {decision.document_id for decision in decisions} - {None}
    found = Document.objects.filter(pk__in=[*chosen, *meeting.documents.values_list("pk", flat=True)])
    return [("", "---------"), *((document.pk, str(document)) for document in found)]


def _save(request: HttpRequest, meetings: list[Event], meeting: Event) -> HttpResponse:
    with transaction.atomic():
        page = _page(request, meeting)
        keys = [each.pk for each in page]
        # In the order of their keys, so that two who save the same meeting wait for each other instead of both.
        list(Deliverable.objects.select_for_update(of=("self",), no_key=True).filter(pk__in=keys).order_by("pk").values_list("pk"))
        forms = _forms(request, meeting, _page(request, meeting))
        touched = [form for form in forms if form.has_changed()]
        valid = not [form for form in touched if not form.is_valid()]  # each is asked, so that each says what is wrong
        if valid:
            try:
                with transaction.atomic():
                    decisions = [_record(form, request) for form in touched]
            except ValidationError as error:
                valid = False
                for message in error.messages:
                    messages.error(request, message)
    if not valid:
        status = 409 if any(form.conflict for form in touched) else 422
        return _show(request, meetings, meeting, forms, status=status)
    _tell(request, decisions)
    return redirect(request.get_full_path())


def _record(form: DecisionForm, request: HttpRequest) -> Decision:
    state = form.cleaned_data["state"] if "state" in form.changed_data else None
    return record_decision(decision=form.save(commit=False), by=request.user, state=state)


def _tell(request: HttpRequest, decisions: list[Decision]) -> None:
    if not decisions:
        messages.info(request, _("There was nothing to save: nothing had changed."))
        return
    count = len(decisions)
    messages.success(request, ngettext("%(count)d decision saved.", "%(count)d decisions saved.", count) % {"count": count})
    for decision in decisions:
        for doubt in (*doubts_about(decision), *(warning.message for warning in warnings_of(decision))):
            messages.warning(request, doubt)


def _show(
    request: HttpRequest, meetings: list[Event], meeting: Event | None, forms: list[DecisionForm], status: int = 200
) -> HttpResponse:
    context = {
        "meetings": meetings,
        "meeting": meeting,
        "is_open": meeting is not None and has_begun(meeting),
        "page_obj": _page(request, meeting) if meeting else None,
        "forms": forms,
        "conflicts": [form.conflict for form in forms if form.conflict],
        "has_errors": any(form.is_bound and form.errors for form in forms),
    }
    return render(request, "workplans/decisions.html", context, status=status)
