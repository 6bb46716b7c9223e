"""Writing and reviewing one evaluation."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from base.forms import SEEN
from base.text import text_of
from base.text_checks import warnings_of
from base.versions import Conflict, hold, version_of

from .. import rules
from ..enums import EvaluationState
from ..forms.evaluation import EvaluationForm
from ..models import Evaluation
from ..selectors.evaluations import evaluation_at, hindrances, previous_evaluation
from ..selectors.rounds import evaluation_url, round_url
from ..services import evaluating
from .rounds import METHODS, plan_for

SAVE_MINE = "_save_mine"  # the button below a conflict


@never_cache
@login_required
@require_http_methods(METHODS)
def show_evaluation(request: HttpRequest, slug: str, period_end: date, code: str) -> HttpResponse:
    """How one activity stands in one round, with what the round before said beside it."""
    evaluation = evaluation_at(plan_for(request.user, slug), period_end, code)
    if evaluation is None or not rules.may_see_evaluation(request.user, evaluation):
        raise Http404
    if request.method != "POST":
        return _page(request, evaluation, EvaluationForm(None, instance=evaluation))
    action = "save" if SAVE_MINE in request.POST else request.POST.get("action", "")
    if action in ("save", "submit"):
        return _save(request, evaluation, then_submit=action == "submit")
    return _step(request, evaluation, action)


def _page(request: HttpRequest, evaluation: Evaluation, form: EvaluationForm, status: int = 200) -> HttpResponse:
    stored = Evaluation.objects.get(pk=evaluation.pk)  # the form changes the other one while it is checked
    stored.round, stored.activity = evaluation.round, evaluation.activity
    user = request.user
    may_record = rules.may_record(user, stored)
    followed = getattr(stored, "followed_problem", None)
    context = {
        "plan": stored.round.plan,
        "round": stored.round,
        "evaluation": stored,
        "activity": stored.activity,
        "form": form,
        "conflicts": [form.conflict] if form.conflict else [],
        "seen_version": version_of(stored),
        "previous": previous_evaluation(stored),
        "texts": {name: text_of(stored, name) for name in ("progress", "problem", "adjustment")},
        "followed": followed,
        "may_record": may_record,
        "may_review": rules.may_review(user, stored),
        "takes_back": stored.state in (EvaluationState.SUBMITTED, EvaluationState.ACCEPTED),
        "note": stored.review_note if stored.state != EvaluationState.ACCEPTED else "",
        "todo": list(hindrances(stored)) if may_record and stored.state in rules.SUBMITTABLE else [],
        "board_url": round_url(stored.round),
        "admin_url": _admin_url("change", stored) if user.is_staff else "",
        "history_url": _admin_url("history", stored) if user.is_staff and rules.works_on_every_plan(user) else "",
    }
    return render(request, "workplans/evaluation.html", context, status=status)


def _admin_url(page: str, evaluation: Evaluation) -> str:
    return reverse(f"admin:workplans_evaluation_{page}", args=[evaluation.pk])


def _save(request: HttpRequest, evaluation: Evaluation, *, then_submit: bool) -> HttpResponse:
    """Save what was typed, then submit; whatever goes wrong, the page that comes back holds what was typed."""
    with transaction.atomic():
        form = EvaluationForm(request.POST, instance=evaluation)
        valid = form.is_valid()
        if valid and form.changed_data:
            try:
                with transaction.atomic():
                    evaluating.record(evaluation=form.save(commit=False), by=request.user)
            except ValidationError as error:
                form.add_error(None, error)
                valid = False
    if not valid:
        return _page(request, evaluation, form, status=409 if form.conflict else 422)
    if form.changed_data:
        messages.success(request, _("Saved."))
        for warning in warnings_of(evaluation):
            messages.warning(request, warning.message)
    elif not then_submit:
        messages.info(request, _("There was nothing to save: nothing had changed."))
    if then_submit:
        _submit(request, evaluation)
    return redirect(evaluation_url(evaluation))


def _submit(request: HttpRequest, evaluation: Evaluation) -> None:
    try:
        evaluating.submit(evaluation=evaluation, by=request.user)
    except ValidationError as error:
        for message in error.messages:
            messages.error(request, message)
        messages.warning(request, _("Your changes are saved; the state is as it was."))
    except PermissionDenied as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Submitted for review."))


def _step(request: HttpRequest, evaluation: Evaluation, action: str) -> HttpResponse:
    """Accept or return the evaluation as the reviewer read it."""
    note = request.POST.get("note", "")
    steps = {
        "accept": (lambda held: evaluating.accept(evaluation=held, by=request.user), _("Accepted.")),
        "return": (lambda held: evaluating.return_(evaluation=held, by=request.user, note=note), _("Returned to the author.")),
    }
    if action not in steps:
        raise Http404
    step, done = steps[action]
    try:
        with transaction.atomic():
            step(hold(evaluation, request.POST.get(SEEN)))
    except (Conflict, ValidationError, PermissionDenied) as error:
        for message in _refusals(error):
            messages.error(request, message)
        if note.strip():
            messages.info(request, _("Your note was: %(note)s") % {"note": note})
    else:
        messages.success(request, done)
    return redirect(evaluation_url(evaluation))


def _refusals(error: Exception) -> list[str]:
    if isinstance(error, Conflict):
        return [_("Somebody changed this while you were reading it. Read it again before you decide.")]
    return error.messages if isinstance(error, ValidationError) else [str(error)]
