"""The words of the room's e-mails, written when they are sent: about the records as they are then.

A notice's facts hold no words: ``evaluations`` (their keys) and ``note`` (what a reviewer wrote). A record that its reader
may no longer see is left out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from django.db.models import QuerySet
from django.urls import reverse

from accounts import letters
from accounts.letters import Item, Letter, NothingToSay, Page, compose
from accounts.models import Notice, User
from accounts.services.reminding import Reference, Source, register_source

from .enums import EvaluationState, NoticeKind
from .models import Deliverable, Evaluation, Problem, WorkPlan
from .reminding import digest, last_day_of, owed
from .selectors.own import activities_of, plans_seen_by, tasks_of
from .selectors.problems import problem_url, problems_of
from .selectors.rounds import evaluation_url, evaluations_with_people, round_url


def register_mail() -> None:
    """Have the room's letters written, and what is owed in its plans told in the daily reminder."""
    for kind in NoticeKind:
        letters.register(kind, write_letter, kind.label)
    register_source(Source("workplans", owed=owed, items=items, digest=digest))


def write_letter(notice: Notice) -> Letter:
    """The letter of a notice in the active language. Raises ``NothingToSay``."""
    found = _evaluations(notice.facts.get("evaluations", ()), notice.recipient)
    if not found:
        raise NothingToSay(f"notice {notice.pk}: its evaluations are gone")
    rounds = list(dict.fromkeys(item.belongs_to for item in found))
    context = {"items": found, "pages": rounds, "note": notice.facts.get("note", "")}
    return compose(f"workplans/mail/{notice.kind}", context)


def items(named: Iterable[Reference], reader: User) -> list[Item]:
    """The records as a reminder lists them, those that ``reader`` may see and that are still to be done."""
    by_model: dict[str, list[int]] = {}
    for model, pk in named:
        by_model.setdefault(model, []).append(pk)
    return [item for model, ids in by_model.items() if model in ITEMS for item in ITEMS[model](ids, reader)]


def _evaluations(ids: Iterable[int], reader: User) -> list[Item]:
    if not reader.has_perm("workplans.view_evaluation"):
        return []
    found = evaluations_with_people(Evaluation.objects.filter(pk__in=ids, activity__in=activities_of(reader)))
    return [
        Item(
            str(each.activity),
            evaluation_url(each),
            None if each.state == EvaluationState.ACCEPTED else each.round.due_on,
            Page(f"{each.round.plan} · {each.round}", round_url(each.round)),
        )
        for each in found
    ]


def _tasks(ids: Iterable[int], reader: User) -> list[Item]:
    found = tasks_of(reader).filter(pk__in=ids, activity__plan__in=plans_seen_by(reader))
    return [
        Item(f"{each} ({each.activity})", each.activity.get_absolute_url(), each.last_day, _plan_page(each.activity.plan))
        for each in found.select_related("activity__plan", "activity__objective")
    ]


def _problems(ids: Iterable[int], reader: User) -> list[Item]:
    found: QuerySet[Problem] = problems_of(reader).filter(pk__in=ids)
    return [
        Item(
            f"{each} ({each.activity})",
            problem_url(each),
            each.due_on,
            Page(str(each.activity.plan), reverse("workplans:problems", args=[each.activity.plan.slug])),
        )
        for each in found
    ]


def _deliverables(ids: Iterable[int], reader: User) -> list[Item]:
    found = Deliverable.objects.filter(pk__in=ids, plan__in=plans_seen_by(reader)).select_related("plan")
    return [
        Item(
            str(each),
            reverse("workplans:deliverable", args=[each.plan.slug, each.number]),
            last_day_of(each),
            _plan_page(each.plan),
        )
        for each in found
    ]


def _plan_page(plan: WorkPlan) -> Page:
    return Page(str(plan), plan.get_absolute_url())


ITEMS: dict[str, Callable[[Iterable[int], User], list[Item]]] = {
    "evaluation": _evaluations,
    "task": _tasks,
    "problem": _problems,
    "deliverable": _deliverables,
}
