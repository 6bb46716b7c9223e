"""Evaluation rounds: those of a plan, and the board of one."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.models import User

from .. import rules
from ..enums import EvaluationState
from ..forms.round import RoundForm
from ..models import Evaluation, Round, WorkPlan
from ..selectors.own import activities_of, plans_seen_by
from ..selectors.rounds import WRITING, Period, Row, board_of, round_url, rounds_of
from ..services import evaluating, rounds

METHODS = ["GET", "HEAD", "POST"]
WAITING = "waiting"  # choices beside the states: whatever is still to be written, and what is overdue
OVERDUE = "overdue"


@dataclass
class Group:
    """Evaluations that the same parties lead."""

    heading: str
    rows: list[Row] = field(default_factory=list)


def plan_for(user: User, slug: str) -> WorkPlan:
    """The plan, for those who take part in rounds; nobody else learns that there are any."""
    if not rules.may_see_rounds(user):
        raise PermissionDenied
    return get_object_or_404(plans_seen_by(user).select_related("body"), slug=slug)


@never_cache
@login_required
@require_http_methods(METHODS)
def list_rounds(request: HttpRequest, slug: str) -> HttpResponse:
    """The plan's rounds, the latest first; a POST opens one."""
    plan = plan_for(request.user, slug)
    may_open = rules.may_open_round(request.user, plan)
    form = RoundForm(request.POST if request.method == "POST" else None, plan=plan) if may_open else None
    status = 200
    if request.method == "POST":
        if form is None:
            raise PermissionDenied
        if form.is_valid():
            opened = rounds.open_round(plan=plan, period=form.chosen, by=request.user, due_on=form.cleaned_data["due_on"])
            _say_opened(request, opened)
            return redirect(round_url(opened.round))
        status = 422
    context = {"plan": plan, "rounds": rounds_of(plan, request.user), "form": form, "today": timezone.localdate()}
    return render(request, "workplans/rounds.html", context, status=status)


def _say_opened(request: HttpRequest, opened: rounds.Opened) -> None:
    text = ngettext("%(count)d evaluation was made.", "%(count)d evaluations were made.", opened.evaluations)
    messages.success(
        request, text % {"count": opened.evaluations} if opened.evaluations else _("Nothing was missing: no evaluation was made.")
    )


@never_cache
@login_required
@require_http_methods(METHODS)
def show_round(request: HttpRequest, slug: str, period_end: date) -> HttpResponse:
    """One round: how far it is and who owes what; a POST does something with it or with the chosen evaluations."""
    plan = plan_for(request.user, slug)
    round_ = get_object_or_404(Round.objects.select_related("plan"), plan=plan, period_end=period_end)
    if request.method == "POST":
        return _act(request, round_)
    board = board_of(round_, request.user)
    if not board.rows and not rules.works_on_every_plan(request.user):
        raise Http404  # nothing in it is theirs
    chosen = {name: request.GET.get(name, "") for name in ("state", "area", "lead")}
    rows = [row for row in board.rows if _fits(row, chosen)]
    context = {
        "plan": plan,
        "round": round_,
        "board": board,
        "groups": _by_lead(rows),
        "shown": len(rows),
        "chosen": chosen,
        "states": [(each, EvaluationState(each).label, count) for each, count in board.counts.items()],
        "state_choices": [
            ("", _("any")),
            (WAITING, _("still to be written")),
            (OVERDUE, _("overdue")),
            *EvaluationState.choices,
        ],
        "may_accept": any(row.may_accept for row in rows),
        "may_run": rules.may_run_round(request.user, round_),
        "may_open": rules.may_open_round(request.user, plan),
    }
    return render(request, "workplans/round.html", context)


def _fits(row: Row, chosen: dict[str, str]) -> bool:
    state, area, lead = chosen["state"], chosen["area"], chosen["lead"]
    if state == WAITING and row.state not in WRITING:
        return False
    if state == OVERDUE and not row.is_overdue():
        return False
    if state and state not in (WAITING, OVERDUE) and row.state != state:
        return False
    if area and str(row.activity.area.number) != area:
        return False
    return not lead or lead in [key for key, _party in row.leads]


def _by_lead(rows: list[Row]) -> list[Group]:
    """Under whoever leads the activity: where evaluations are overdue first, those that nobody leads last."""
    groups: dict[tuple[str, ...], Group] = {}
    for row in rows:
        names = tuple(str(party) for _key, party in row.leads)
        groups.setdefault(names, Group(" · ".join(names) or _("Nobody is named as lead"))).rows.append(row)
    ordered = sorted(groups.items(), key=lambda item: (not item[0], -sum(row.is_overdue() for row in item[1].rows), item[0]))
    return [group for _names, group in ordered]


# What is done with a round ------------------------------------------------------------------------------------------------
def _act(request: HttpRequest, round_: Round) -> HttpResponse:
    steps = {"accept": _accept, "open": _open_again, "close": _close, "remind": _remind}
    step = steps.get(request.POST.get("action", ""))
    if step is None:
        raise Http404
    try:
        step(request, round_)
    except ValidationError as error:
        for message in error.messages:
            messages.error(request, message)
    back = QueryDict(request.POST.get("query", ""))
    return redirect(round_url(round_) + (f"?{back.urlencode()}" if back else ""))


def _accept(request: HttpRequest, round_: Round) -> None:
    ids = [int(pk) for pk in request.POST.getlist("evaluation") if pk.isascii() and pk.isdigit() and len(pk) < 10]
    theirs = Evaluation.objects.filter(round=round_, pk__in=ids, activity__in=activities_of(request.user))
    evaluations = list(theirs.select_related("round__plan", "activity__objective").order_by("activity__number"))
    if not evaluations:
        messages.warning(request, _("Choose at least one row."))
        return
    outcome = evaluating.accept_many(evaluations=evaluations, by=request.user)
    if outcome.done:
        names = ", ".join(f"{each.activity.code} {each.activity}" for each in outcome.done)
        messages.success(request, _("Accepted: %(names)s.") % {"names": names})
    for evaluation, reason in outcome.refused:
        facts = {"name": f"{evaluation.activity.code} {evaluation.activity}", "reason": reason}
        messages.warning(request, _("%(name)s stays as it is: %(reason)s") % facts)


def _open_again(request: HttpRequest, round_: Round) -> None:
    period = Period(round_.period_start, round_.period_end)
    _say_opened(request, rounds.open_round(plan=round_.plan, period=period, by=request.user))


def _close(request: HttpRequest, round_: Round) -> None:
    rounds.close_round(round_=round_, by=request.user)
    messages.success(request, _("The round is closed."))


def _remind(request: HttpRequest, round_: Round) -> None:
    sent = rounds.remind_now(round_=round_, by=request.user)
    text = ngettext("%(count)d e-mail is on its way.", "%(count)d e-mails are on their way.", sent) % {"count": sent}
    messages.success(request, text if sent else _("Nobody is reminded: nothing is owed, or everybody had today’s e-mail."))
