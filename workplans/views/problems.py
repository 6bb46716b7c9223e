"""Problems and adjustments, followed until they are closed."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.models import User
from base.forms import SEEN
from base.text_checks import warnings_of
from base.versions import Conflict, hold, version_of

from .. import rules
from ..enums import ProblemState
from ..forms.problem import ClosingForm, NewProblemForm, ProblemForm
from ..models import Problem, WorkPlan
from ..selectors.evaluations import activities_with_code
from ..selectors.own import activities_of
from ..selectors.problems import ALL, NOT_CLOSED, OVERDUE, Chosen, narrowed, overdue, problem_url, problems_of
from ..services import problems
from .rounds import METHODS, plan_for

PER_PAGE = 50
SAVE_MINE = "_save_mine"  # the button below a conflict


def _check(user: User) -> None:
    if not user.has_perm("workplans.view_problem"):
        raise PermissionDenied


@never_cache
@login_required
@require_safe
def list_problems(request: HttpRequest, slug: str = "") -> HttpResponse:
    """The problems of one plan, or of all plans that the reader works on."""
    _check(request.user)
    plan = plan_for(request.user, slug) if slug else None
    found = problems_of(request.user, plan)
    chosen = Chosen(request.GET.get("state", NOT_CLOSED), request.GET.get("owner", ""))
    page = Paginator(narrowed(found, chosen), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "plan": plan,
        "page_obj": page,
        "chosen": chosen,
        "open_count": found.exclude(state=ProblemState.CLOSED).count(),
        "overdue_count": found.filter(overdue()).count(),
        "closed_count": found.filter(state=ProblemState.CLOSED).count(),
        "state_choices": [
            (NOT_CLOSED, _("not closed")),
            (OVERDUE, _("overdue")),
            *ProblemState.choices,
            (ALL, _("any")),
        ],
        "owners": User.objects.filter(pk__in=found.order_by().values("owner")).order_by("last_name", "first_name", "username"),
        "may_add": plan is not None and _may_add(request.user, plan),
    }
    return render(request, "workplans/problems.html", context)


def _may_add(user: User, plan: WorkPlan) -> bool:
    return user.has_perm("workplans.add_problem") and activities_of(user).filter(plan=plan).exists()


@never_cache
@login_required
@require_http_methods(METHODS)
def add_problem(request: HttpRequest, slug: str) -> HttpResponse:
    """Note a problem, such as one found on a supervision visit."""
    _check(request.user)
    plan = plan_for(request.user, slug)
    if not _may_add(request.user, plan):
        raise PermissionDenied
    activities = activities_of(request.user).filter(plan=plan).select_related("objective", "plan")
    data = request.POST if request.method == "POST" else None
    form = NewProblemForm(data, plan=plan, activities=activities, initial=_asked(request, plan))
    if data is not None and form.is_valid():
        try:
            problem = problems.add(problem=form.save(commit=False), by=request.user)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("Noted. It is followed until it is closed."))
            _warn(request, problem)
            return redirect(problem_url(problem))
    context = {"plan": plan, "form": form}
    return render(request, "workplans/problem_add.html", context, status=200 if data is None else 422)


def _asked(request: HttpRequest, plan: WorkPlan) -> dict[str, object]:
    """What the address names already: ``?activity=2.1``."""
    found = activities_with_code(plan, request.GET.get("activity", "")).first()
    return {"activity": found.pk if found else None, "found_on": timezone.localdate()}


@never_cache
@login_required
@require_http_methods(METHODS)
def show_problem(request: HttpRequest, slug: str, code: str, number: int) -> HttpResponse:
    """One problem: what it is, what is done about it, and how it was settled."""
    _check(request.user)
    plan = plan_for(request.user, slug)
    activity = activities_with_code(plan, code)
    problem = get_object_or_404(problems_of(request.user, plan), activity__in=activity, number=number)
    if request.method != "POST":
        return _page(request, problem)
    action = "save" if SAVE_MINE in request.POST else request.POST.get("action", "")
    steps = {"save": _save, "take": _take, "close": _close, "reopen": _reopen}
    if action not in steps:
        raise Http404
    return steps[action](request, problem)


def _page(
    request: HttpRequest,
    problem: Problem,
    form: ProblemForm | None = None,
    closing: ClosingForm | None = None,
    status: int = 200,
) -> HttpResponse:
    stored = problems_of(request.user).get(pk=problem.pk)  # the form changes the other one while it is checked
    form = form or ProblemForm(None, instance=problem)
    may_change = rules.may_change_problem(request.user, stored)
    context = {
        "plan": stored.activity.plan,
        "problem": stored,
        "activity": stored.activity,
        "form": form,
        "closing": closing or ClosingForm(),
        "conflicts": [form.conflict] if form.conflict else [],
        "seen_version": version_of(stored),
        "may_change": may_change,
        "may_take": rules.may_take_problem(request.user, stored),
        "may_reopen": rules.may_reopen_problem(request.user, stored),
    }
    return render(request, "workplans/problem.html", context, status=status)


def _save(request: HttpRequest, problem: Problem) -> HttpResponse:
    with transaction.atomic():
        form = ProblemForm(request.POST, instance=problem)
        valid = form.is_valid()
        if valid and form.changed_data:
            try:
                with transaction.atomic():
                    problems.record(problem=form.save(commit=False), by=request.user)
            except ValidationError as error:
                form.add_error(None, error)
                valid = False
    if not valid:
        return _page(request, problem, form, status=409 if form.conflict else 422)
    if form.changed_data:
        messages.success(request, _("Saved."))
        _warn(request, problem)
    else:
        messages.info(request, _("There was nothing to save: nothing had changed."))
    return redirect(problem_url(problem))


def _close(request: HttpRequest, problem: Problem) -> HttpResponse:
    closing = ClosingForm(request.POST)
    if not closing.is_valid():
        return _page(request, problem, closing=closing, status=422)
    try:
        with transaction.atomic():
            held = hold(problem, request.POST.get(SEEN))
            closed = problems.close(problem=held, note=closing.note, by=request.user, on=closing.cleaned_data["closed_on"])
    except (Conflict, ValidationError) as error:
        closing.add_error(None, _changed_meanwhile() if isinstance(error, Conflict) else error)
        return _page(request, problem, closing=closing, status=409)
    messages.success(request, _("Closed. It stays on the list."))
    _warn(request, closed)
    return redirect(problem_url(problem))


def _take(request: HttpRequest, problem: Problem) -> HttpResponse:
    return _step(request, problem, problems.take_in_hand, _("Taken in hand."))


def _reopen(request: HttpRequest, problem: Problem) -> HttpResponse:
    return _step(request, problem, problems.reopen, _("It is followed again."))


def _step(request: HttpRequest, problem: Problem, service: object, done: str) -> HttpResponse:
    try:
        with transaction.atomic():
            service(problem=hold(problem, request.POST.get(SEEN)), by=request.user)
    except Conflict:
        messages.error(request, _changed_meanwhile())
    except ValidationError as error:
        for message in error.messages:
            messages.error(request, message)
    else:
        messages.success(request, done)
    return redirect(problem_url(problem))


def _changed_meanwhile() -> str:
    return _("Somebody changed this while you were reading it. Read it again before you decide.")


def _warn(request: HttpRequest, problem: Problem) -> None:
    for warning in warnings_of(problem):
        messages.warning(request, warning.message)
