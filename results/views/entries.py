"""Writing and reviewing one record: an entry with its figures, or the progress of a country under a theme."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from base.forms import SEEN
from base.text_checks import warnings_of
from base.versions import Conflict, hold

from .. import rules
from ..models import CountryProgress, ProgressEntry, Reviewed
from ..selectors.board import url_of
from ..services import reviewing
from .entry_pages import CountryProgressPage, EntryPage, Page

METHODS = ["GET", "HEAD", "POST"]
SAVE_MINE = "_save_mine"  # the button below a conflict
_CHANGED = gettext_lazy("Somebody changed this entry while you were reading it. Read it again before you decide.")


@never_cache
@login_required
@require_http_methods(METHODS)
def show_entry(request: HttpRequest, pk: int) -> HttpResponse:
    """An indicator's entry, for the region or one country."""
    entries = ProgressEntry.objects.select_related("cycle__meeting", "indicator", "country", "author", "reviewer")
    return _answer(request, EntryPage(_visible(request, get_object_or_404(entries, pk=pk))))


@never_cache
@login_required
@require_http_methods(METHODS)
def show_country_progress(request: HttpRequest, pk: int) -> HttpResponse:
    """The progress of a country under a theme."""
    told = CountryProgress.objects.select_related("cycle__meeting", "theme", "country", "author", "reviewer")
    return _answer(request, CountryProgressPage(_visible(request, get_object_or_404(told, pk=pk))))


def _visible(request: HttpRequest, record: Reviewed) -> Reviewed:
    if not rules.may_see(request.user, record):
        raise Http404  # whether another country has written anything is not told either
    return record


def _answer(request: HttpRequest, page: Page) -> HttpResponse:
    if request.method != "POST":
        page.make_forms(None, None)
        return render(request, page.template, page.context(request.user))
    action = "save" if SAVE_MINE in request.POST else request.POST.get("action", "")
    if action in ("save", "submit"):
        return _save(request, page, then_submit=action == "submit")
    return _step(request, page.record, action)


def _save(request: HttpRequest, page: Page, *, then_submit: bool) -> HttpResponse:
    """Save what was typed, then submit; whatever goes wrong, the page that comes back holds what was typed."""
    try:
        with transaction.atomic():
            page.make_forms(request.POST, request.FILES)
            if not page.is_valid():
                page.after_refusal()
                return render(request, page.template, page.context(request.user), status=409 if page.conflict else 422)
            changed = page.save(request.user)
    except ValidationError as error:
        page.refuse(error)
        return render(request, page.template, page.context(request.user), status=422)
    if changed:
        messages.success(request, _("Saved."))
        for warning in warnings_of(page.record):
            messages.warning(request, warning.message)
    elif not then_submit:
        messages.info(request, _("There was nothing to save: nothing had changed."))
    if then_submit:
        _submit(request, page.record)
    return redirect(url_of(page.record))


def _submit(request: HttpRequest, record: Reviewed) -> None:
    try:
        reviewing.submit(entry=record, by=request.user)
    except ValidationError as error:
        for message in error.messages:
            messages.error(request, message)
        messages.warning(request, _("Your changes are saved; the state is as it was."))
    except PermissionDenied as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Submitted for review."))


def _step(request: HttpRequest, record: Reviewed, action: str) -> HttpResponse:
    """Approve, return or publish the record as the reviewer read it."""
    note = request.POST.get("note", "")
    steps = {
        "approve": (lambda held: reviewing.approve(entry=held, by=request.user), _("Approved.")),
        "publish": (lambda held: reviewing.publish(entry=held, by=request.user), _("Published.")),
        "return": (lambda held: reviewing.return_(entry=held, by=request.user, note=note), _("Returned to the author.")),
    }
    if action not in steps:
        raise Http404
    step, done = steps[action]
    try:
        with transaction.atomic():
            step(hold(record, request.POST.get(SEEN)))
    except (Conflict, ValidationError) as error:
        for message in [_CHANGED] if isinstance(error, Conflict) else error.messages:
            messages.error(request, message)
        if note.strip():
            messages.info(request, _("Your note was: %(note)s") % {"note": note})
    except PermissionDenied as error:
        messages.error(request, str(error))
    else:
        messages.success(request, done)
    return redirect(url_of(record))
