"""The board of a reporting cycle: who owes what, and what may be done with many records at once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.models import User

from .. import rules
from ..enums import EntryState
from ..models import CountryProgress, ProgressEntry, ReportingCycle, Reviewed
from ..selectors.board import Row, board_of, cycles_for_board, subject_of
from ..selectors.deadlines import deadlines_of
from ..services import deciding, reminding

GROUPS = {"person": gettext_lazy("person"), "country": gettext_lazy("country"), "pillar": gettext_lazy("pillar")}
MODELS = {"progressentry": ProgressEntry, "countryprogress": CountryProgress}
WAITING = "waiting"  # a choice beside the states: whatever still has to be done


@dataclass
class Group:
    """Rows that stand together under one heading."""

    heading: str
    rows: list[Row] = field(default_factory=list)


@login_required
@require_safe
def list_cycles(request: HttpRequest) -> HttpResponse:
    """The cycles, the open ones first, each with its next deadline."""
    _check(request.user)
    today = timezone.localdate()
    cycles = [
        (cycle, next((each for each in deadlines_of(cycle) if not each.is_overdue(today)), None))
        for cycle in cycles_for_board().order_by("-is_open", "-period_end")
    ]
    return render(request, "results/board_cycles.html", {"cycles": cycles})


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def show_board(request: HttpRequest, slug: str) -> HttpResponse:
    """One cycle: its deadlines, how far it is, and who owes what; a POST does something with the chosen records."""
    _check(request.user)
    cycle = get_object_or_404(cycles_for_board(), slug=slug)
    if request.method == "POST":
        return _act(request, cycle)
    board = board_of(cycle, request.user)
    chosen = _chosen(request)
    rows = [row for row in board.rows if _fits(row, chosen)]
    context = {
        "board": board,
        "cycle": cycle,
        "today": timezone.localdate(),
        "groups": _grouped(rows, chosen["group"]),
        "shown": len(rows),
        "chosen": chosen,
        "ways": [(name, label, _address(request, group=name), name == chosen["group"]) for name, label in GROUPS.items()],
        "states": [(each, EntryState(each).label, count, _address(request, state=each)) for each, count in board.counts.items()],
        "state_choices": [("", _("any")), (WAITING, _("still to be done")), *EntryState.choices],
        "countries": sorted({row.country for row in board.rows if row.country}, key=lambda each: (each.order, each.iso3)),
        "may_remind": rules.may_remind(request.user, cycle),
        "may_open": rules.may_open(request.user, cycle),
        "may_submit": any(row.may_submit for row in rows),
        "may_approve": any(row.may_approve for row in rows),
    }
    return render(request, "results/board.html", context)


def _check(user: User) -> None:
    if not rules.may_see_board(user):
        raise PermissionDenied


def _chosen(request: HttpRequest) -> dict[str, str]:
    group = request.GET.get("group", "")
    return {
        "group": group if group in GROUPS else "person",
        "state": request.GET.get("state", ""),
        "country": request.GET.get("country", "").upper(),
    }


def _fits(row: Row, chosen: dict[str, str]) -> bool:
    if chosen["state"] == WAITING and row.step is None:
        return False
    if chosen["state"] and chosen["state"] != WAITING and row.state != chosen["state"]:
        return False
    return not chosen["country"] or (row.country is not None and row.country.iso3 == chosen["country"])


def _grouped(rows: list[Row], way: str) -> list[Group]:
    """The rows under their headings, those that wait for somebody first."""
    heading = {"person": _by_person, "country": _by_country, "pillar": _by_pillar}[way]
    groups: dict[tuple, Group] = {}
    for row in rows:
        order, text = heading(row)
        groups.setdefault(order, Group(text)).rows.append(row)
    return [groups[order] for order in sorted(groups)]


def _by_person(row: Row) -> tuple[tuple, str]:
    if row.step is None:
        return (3, ""), _("Nothing is owed")
    if row.state == EntryState.SUBMITTED:
        return (0, ""), _("Reviewers")
    if not row.people:
        return (2, ""), _("Nobody is named yet")
    names = ", ".join(person.get_full_name() or person.get_username() for person in row.people)
    return (1, names), names


def _by_country(row: Row) -> tuple[tuple, str]:
    return (row.country.order, row.country.iso3) if row.country else (-1, ""), str(row.country or _("The region"))


def _by_pillar(row: Row) -> tuple[tuple, str]:
    return (row.theme.order, row.theme.slug) if row.theme else (10_000, ""), str(row.theme or _("Without a theme"))


def _address(request: HttpRequest, **changes: str) -> str:
    query = request.GET.copy()
    for name, value in changes.items():
        query[name] = value
    return f"?{query.urlencode()}"


# What is done with many records ------------------------------------------------------------------------------------------
def _act(request: HttpRequest, cycle: ReportingCycle) -> HttpResponse:
    action = request.POST.get("action", "")
    if action == "remind":
        sent = reminding.remind_now(cycle=cycle, by=request.user)
        text = ngettext("%(count)d e-mail is on its way.", "%(count)d e-mails are on their way.", sent) % {"count": sent}
        messages.success(request, text if sent else _("Nobody is reminded: nothing is owed, or everybody had today’s e-mail."))
    elif action in ACTIONS:
        _do(request, cycle, action)
    else:
        raise Http404
    back = QueryDict(request.POST.get("query", ""))
    query = f"?{back.urlencode()}" if back else ""
    return redirect(reverse("results:board", args=[cycle.slug]) + query)


ACTIONS: dict[str, Callable[..., deciding.Outcome]] = {"submit": deciding.submit_many, "approve": deciding.approve_many}


def _do(request: HttpRequest, cycle: ReportingCycle, action: str) -> None:
    records = _records(request, cycle)
    if not records:
        messages.warning(request, _("Choose at least one row."))
        return
    outcome = ACTIONS[action](records=records, by=request.user)
    if outcome.done:
        names = ", ".join(name_of(record) for record in outcome.done)
        done = _("Submitted: %(names)s.") if action == "submit" else _("Approved: %(names)s.")
        messages.success(request, done % {"names": names})
    for record, reason in outcome.refused:
        messages.warning(request, _("%(name)s stays as it is: %(reason)s") % {"name": name_of(record), "reason": reason})


def _records(request: HttpRequest, cycle: ReportingCycle) -> list[Reviewed]:
    """The records that were ticked: of this cycle, and such as the person may see."""
    found: list[Reviewed] = []
    for model, record_type in MODELS.items():
        named = [name.partition(":")[2] for name in request.POST.getlist("record") if name.startswith(f"{model}:")]
        ids = [int(pk) for pk in named if pk.isascii() and pk.isdigit()]
        related = ("indicator", "country", "cycle") if record_type is ProgressEntry else ("theme", "country", "cycle")
        records = record_type.objects.filter(cycle=cycle, pk__in=ids).select_related(*related)
        found += [record for record in records if rules.may_see(request.user, record)]
    return found


def name_of(record: Reviewed) -> str:
    """A record in a few words: the indicator's code or the theme's progress, and the country."""
    what = record.indicator.code if isinstance(record, ProgressEntry) else subject_of(record)
    return f"{what} ({record.country})" if record.country else what
