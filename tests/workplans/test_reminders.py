"""What people are told by e-mail about rounds, and what the daily reminder says of work plans."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import Notice
from accounts.services import outbox
from accounts.services.reminding import remind
from base.text import CHINESE
from knowledge.models import Body
from tests import people
from tests.cycle.mail import MailServer, html_of, subject_of, text_of
from tests.workplans import supervising
from tests.workplans.supervising import HALF
from workplans.enums import EvaluationState, NoticeKind, PlanState
from workplans.models import Deliverable, Evaluation, Involvement, Task, WorkPlan
from workplans.services import evaluating
from workplans.services.rounds import open_round, remind_now

pytestmark = pytest.mark.django_db
WRITER = "writer@example.org"


@pytest.fixture
def plan() -> WorkPlan:
    """The only one in force; what the portal's own plans owe is told elsewhere."""
    WorkPlan.objects.update(state=PlanState.CLOSED)
    return supervising.plan()


@pytest.fixture
def lead() -> Body:
    return supervising.bodies(1)[0]


def test_an_opened_round_is_told_once_to_whoever_writes(plan: WorkPlan, lead: Body, mail: MailServer) -> None:
    activities = [supervising.activity(plan, lead=lead) for _ in range(2)]
    supervising.member_of(lead, email=WRITER)
    editor = people.editor(email="editor@example.org")
    open_round(plan=plan, period=HALF, by=editor)
    assert (outbox.sweep(), open_round(plan=plan, period=HALF, by=editor).evaluations, outbox.sweep()) == (1, 0, 0)
    [message] = mail.received
    assert (message["To"], subject_of(message)) == (WRITER, f"To be evaluated: {plan} · Evaluation for H1 2031")
    for activity in activities:
        assert f"https://portal.example.org/en/workplans/{plan.slug}/rounds/2031-06-30/{activity.code}/" in text_of(message)
    assert "due on 10 July 2031" in text_of(message)
    assert f'href="https://portal.example.org/en/workplans/{plan.slug}/rounds/2031-06-30/"' in html_of(message)


def test_returned_and_accepted_are_told_in_the_readers_language(lead: Body, mail: MailServer) -> None:
    activity = supervising.activity(supervising.plan(), lead=lead)
    writer, reviewer = supervising.member_of(lead, email=WRITER, language=CHINESE), people.reviewer()
    record = evaluating.submit(evaluation=supervising.evaluation(activity, author=writer), by=writer)
    evaluating.return_(evaluation=record, by=reviewer, note="Which <courses>?")
    outbox.sweep()
    message = mail.to(WRITER)[-1]
    assert subject_of(message) == f"已退回：{activity.title_zh_hans}"
    assert "Which <courses>?" in text_of(message)
    assert "Which &lt;courses&gt;?" in html_of(message)
    assert "/zh-hans/workplans/" in text_of(message)
    record = evaluating.submit(evaluation=record, by=writer)
    evaluating.accept(evaluation=record, by=reviewer)
    outbox.sweep()
    message = mail.to(WRITER)[-1]
    assert subject_of(message) == f"已通过：{activity.title_zh_hans}"
    assert "截止" not in text_of(message)


def test_several_accepted_in_one_go_are_one_e_mail(lead: Body, mail: MailServer) -> None:
    plan, writer = supervising.plan(), supervising.member_of(lead, email=WRITER)
    activities = [supervising.activity(plan, lead=lead) for _ in range(3)]
    records = [supervising.evaluation(each, author=writer, state=EvaluationState.SUBMITTED) for each in activities]
    Notice.objects.all().delete()
    evaluating.accept_many(evaluations=records, by=people.reviewer())
    assert outbox.sweep() == 1
    assert subject_of(mail.received[-1]) == f"Accepted: several evaluations of {plan} · Evaluation for H1 2031"
    addresses = [f"/rounds/2031-06-30/{each.code}/" for each in activities]
    assert all(address in text_of(mail.received[-1]) for address in addresses)


def test_what_is_no_longer_the_readers_is_not_told(plan: WorkPlan, lead: Body, mail: MailServer) -> None:
    supervising.activity(plan, lead=lead)
    writer = supervising.member_of(lead, email=WRITER)
    supervising.opened(plan)
    writer.bodies.clear()
    assert outbox.sweep() == 0
    assert "NothingToSay" in Notice.objects.get(kind=NoticeKind.ROUND_OPENED).error


def test_evaluations_are_reminded_of_before_and_every_week_after(plan: WorkPlan, lead: Body) -> None:
    supervising.activity(plan, lead=lead)
    supervising.member_of(lead, email=WRITER)
    Deliverable.objects.filter(plan=plan).delete()
    round_ = supervising.opened(plan)  # due on Thursday, 10 July 2031
    days = [date(2031, 6, 25) + timedelta(days=n) for n in range(32)]
    assert [day for day in days if remind(at=day)] == [
        date(2031, 7, 1),  # seven working days before
        date(2031, 7, 8),
        date(2031, 7, 11),
        date(2031, 7, 18),
        date(2031, 7, 25),
    ]
    Evaluation.objects.filter(round=round_).update(state=EvaluationState.ACCEPTED)
    assert [day for day in (date(2031, 8, 1), date(2031, 8, 8)) if remind(at=day)] == []


def test_one_e_mail_tells_evaluations_tasks_problems_and_deliverables(plan: WorkPlan, lead: Body, mail: MailServer) -> None:
    activity = supervising.activity(plan, lead=lead)
    writer = supervising.member_of(lead, email=WRITER)
    supervising.opened(plan)
    outbox.sweep()
    promised = Deliverable.objects.get(plan=plan)  # due in the second quarter
    promised.activities.add(activity)
    Task.objects.create(activity=activity, number=1, title_en="List", title_zh_hans="名单", owner=writer, due_on=date(2031, 7, 3))
    problem = supervising.problem(activity, owner=writer, due_on=date(2031, 7, 4))

    assert remind(at=date(2031, 7, 5)) == 1

    assert Notice.objects.get(kind="overdue").facts == {
        "overdue": [
            ["workplans", "deliverable", promised.pk],
            ["workplans", "task", activity.tasks.get().pk],
            ["workplans", "problem", problem.pk],
        ],
        "due": [["workplans", "evaluation", Evaluation.objects.get(activity=activity).pk]],
    }
    assert outbox.sweep() == 1
    text = text_of(mail.received[-1])
    for path in (
        f"/en/workplans/{plan.slug}/deliverables/{promised.number}/",
        f"/en/workplans/{plan.slug}/activities/{activity.code}/",
        f"/en/workplans/{plan.slug}/problems/{activity.code}/1/",
        f"/en/workplans/{plan.slug}/rounds/2031-06-30/{activity.code}/",
        f"/en/workplans/{plan.slug}/problems/",
    ):
        assert f"https://portal.example.org{path}" in text, path


def test_a_task_of_an_organisation_is_told_to_its_people_until_one_is_in_charge(plan: WorkPlan, mail: MailServer) -> None:
    [home, away] = supervising.organisations()
    for organisation, address in ((home, WRITER), (away, "away@example.org")):
        supervising.colleague_of(organisation, email=address)
    words = {"title_en": "List", "title_zh_hans": "名单", "due_on": date(2031, 7, 3)}
    task = Task.objects.create(activity=supervising.activity(plan), number=1, organisation=home, **words)
    assert (remind(at=date(2031, 7, 4)), outbox.sweep()) == (1, 1)
    assert "- List (" in text_of(mail.to(WRITER)[0])
    task.owner = people.editor(email="owner@example.org")
    task.save()
    assert remind(at=date(2031, 7, 11)) == 1
    assert Notice.objects.order_by("pk").last().recipient == task.owner


def test_a_deliverable_that_no_body_leads_is_owed_by_the_plans_body(plan: WorkPlan, lead: Body) -> None:
    activity = supervising.activity(plan)
    of_plan = supervising.member_of(plan.body, email="plan@example.org")
    supervising.member_of(lead, email=WRITER)
    assert remind(at=date(2031, 7, 1)) == 1
    assert Notice.objects.get().recipient == of_plan
    Deliverable.objects.get(plan=plan).activities.add(activity)
    Involvement.objects.create(activity=activity, role="lead", body=lead)
    remind(at=date(2031, 7, 1))
    assert {notice.recipient.email for notice in Notice.objects.all()} == {"plan@example.org", WRITER}


def test_at_a_press_everybody_who_owes_is_reminded(plan: WorkPlan, lead: Body) -> None:
    supervising.activity(plan, lead=lead)
    supervising.member_of(lead, email=WRITER)
    round_, editor = supervising.opened(plan), people.editor()
    assert [remind_now(round_=round_, by=editor), remind_now(round_=round_, by=editor)] == [1, 0]


def test_reviewers_are_told_what_was_submitted_once(plan: WorkPlan, lead: Body, mail: MailServer) -> None:
    activity = supervising.activity(plan, lead=lead)
    Deliverable.objects.filter(plan=plan).delete()
    writer, reviewer = supervising.member_of(lead), people.reviewer(email="reviewer@example.org")
    evaluating.submit(evaluation=supervising.evaluation(activity, author=writer), by=writer)
    today = date(2031, 7, 1)
    assert [remind(at=today), remind(at=today), remind(at=today + timedelta(days=1))] == [1, 0, 0]
    assert Notice.objects.get(kind=NoticeKind.SUBMITTED).recipient == reviewer
    assert outbox.sweep() == 1
    assert subject_of(mail.to("reviewer@example.org")[0]) == f"Awaiting review: {plan} · Evaluation for H1 2031"


def test_the_number_of_queries_does_not_grow_with_what_is_owed(plan: WorkPlan, lead: Body) -> None:
    writer = supervising.member_of(lead, email=WRITER)
    asked = []
    for _ in range(2):
        for _ in range(4):
            activity = supervising.activity(plan, lead=lead)
            supervising.problem(activity, owner=writer)
            Task.objects.create(activity=activity, number=1, title_en="List", title_zh_hans="名单", owner=writer)
        supervising.opened(plan)
        with CaptureQueriesContext(connection) as queries:
            assert remind(at=date(2031, 7, 12 + len(asked))) == 1  # what was just made is told the next day
        asked.append(len(queries))
    assert asked[1] <= asked[0]
