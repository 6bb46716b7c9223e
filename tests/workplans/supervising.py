"""A plan in force that is evaluated in half-years, with the people who work on it."""

from __future__ import annotations

from datetime import date

from accounts.models import User
from knowledge.models import Body, Country, Organisation
from tests import people
from tests.pages import builders
from workplans.enums import ActivityState, EvaluationState, PlanState, Role
from workplans.models import Activity, Evaluation, Involvement, Problem, Round, WorkPlan
from workplans.selectors.rounds import Period
from workplans.services.rounds import open_round

HALF = Period(date(2031, 1, 1), date(2031, 6, 30))


def plan(*, state: PlanState = PlanState.CURRENT, months: int | None = 6) -> WorkPlan:
    """Of 2031."""
    made = builders.plan(state=state)
    made.months_between_rounds = months
    made.save()
    return made


def activity(
    of: WorkPlan, *, state: ActivityState = ActivityState.COMMITTED, lead: object = None, with_: object = None
) -> Activity:
    """Under an objective of its own, led by ``lead``, with ``with_`` taking part."""
    made = builders.activity(of)
    made.state = state
    made.save()
    for role, party in ((Role.LEAD, lead), (Role.PARTICIPANT, with_)):
        if party is not None:
            Involvement.objects.create(activity=made, role=role, **{party._meta.model_name: party})
    return made


def opened(of: WorkPlan, by: User | None = None) -> Round:
    """Its first half-year, as the secretariat opens it."""
    return open_round(plan=of, period=HALF, by=by or people.editor()).round


def evaluation(
    of: Activity | None = None, *, author: User | None = None, state: EvaluationState = EvaluationState.DRAFT, **texts: str
) -> Evaluation:
    """Of one activity, written in both languages: under way, with 230 people trained."""
    about = of or activity(plan())
    made = opened(about.plan).evaluations.get(activity=about)
    made.activity_state = ActivityState.UNDER_WAY
    made.progress_en, made.progress_zh_hans = "230 people were trained.", "已培训230人。"
    for name, text in texts.items():
        setattr(made, name, text)
    made.author, made.state = author, state
    made.save()
    return made


def problem(of: Activity, **fields: object) -> Problem:
    """The only one of its activity."""
    texts = {"description_en": "The room is too small.", "description_zh_hans": "场地太小。"}
    return Problem.objects.create(activity=of, number=1, **{**texts, **fields})


def member_of(body: Body, **fields: object) -> User:
    """Somebody who works for a body, with a focal point's rights."""
    made = people.focal_point(**fields)
    made.bodies.add(body)
    return made


def colleague_of(organisation: Organisation, **fields: object) -> User:
    """Somebody who reports for an organisation."""
    return people.focal_point(organisation=organisation, **fields)


def bodies(number: int = 2) -> list[Body]:
    """Bodies that stand for no plan of ``plan()``."""
    return list(Body.objects.exclude(pk=Body.objects.first().pk)[:number])


def countries(number: int = 2) -> list[Country]:
    return list(Country.objects.filter(is_member=True)[:number])


def organisations(number: int = 2) -> list[Organisation]:
    return list(Organisation.objects.order_by("pk")[:number])
