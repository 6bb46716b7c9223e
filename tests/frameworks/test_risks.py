"""Risks and assumptions are looked at again in each reporting cycle."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from base.text import Text
from results.enums import RiskVerdict
from results.models import IndicatorPlacement, ProgressEntry, ReportingCycle, RiskAssumption, RiskReview
from results.selectors.risks import risks_due, risks_not_reviewed
from results.services.risks import review_risk
from tests import people
from tests.frameworks import builders
from tests.results import builders as progress

pytestmark = pytest.mark.django_db

NOTE = Text(zh="经费已到位。", en="The funds have come.")


@pytest.fixture
def placement() -> IndicatorPlacement:
    _framework, (placement,) = builders.framework_with(1)
    return placement


@pytest.fixture
def risk(placement: IndicatorPlacement) -> RiskAssumption:
    return placement.result.risks_and_assumptions.get()


@pytest.fixture
def cycle(placement: IndicatorPlacement) -> ReportingCycle:
    """A cycle of the first half of 2031 with an entry about the indicator."""
    made = progress.cycle(year=2031)
    ProgressEntry.objects.create(cycle=made, indicator=placement.indicator)
    return made


def review(risk: RiskAssumption, cycle: ReportingCycle, verdict: str = RiskVerdict.LOWER, note: Text = NOTE) -> RiskReview:
    return review_risk(risk=risk, cycle=cycle, verdict=verdict, note=note, by=people.editor())


def test_the_risks_of_the_results_told_in_a_cycle_are_due(risk: RiskAssumption, cycle: ReportingCycle) -> None:
    entry = cycle.entries.get()
    (due,) = risks_due(cycle)
    assert (due, due.review_now, due.last_review) == (risk, None, None)
    assert risks_not_reviewed(entry) == [risk]
    review(risk, cycle)
    (due,) = risks_due(cycle)
    assert due.review_now.verdict == RiskVerdict.LOWER
    assert risks_not_reviewed(entry) == []
    risk.refresh_from_db()
    assert risk.reviewed_on == timezone.localdate()


def test_the_last_cycles_finding_is_shown_and_the_risk_is_due_again(risk: RiskAssumption, cycle: ReportingCycle) -> None:
    review(risk, cycle)
    later = progress.cycle(year=2032)
    ProgressEntry.objects.create(cycle=later, indicator=cycle.entries.get().indicator)
    (due,) = risks_due(later)
    assert (due.review_now, due.last_review.cycle) == (None, cycle)


def test_only_frameworks_that_the_cycle_tells_count(risk: RiskAssumption, cycle: ReportingCycle) -> None:
    other, _placements = builders.framework_with(1)
    cycle.frameworks.add(other)
    assert risks_due(cycle) == risks_not_reviewed(cycle.entries.get()) == []
    cycle.frameworks.add(risk.result.framework)
    assert risks_due(cycle) == [risk]


def test_a_second_review_corrects_the_first_and_the_history_keeps_both(risk: RiskAssumption, cycle: ReportingCycle) -> None:
    first = review(risk, cycle)
    second = review(risk, cycle, RiskVerdict.OCCURRED, Text())
    assert first.pk == second.pk
    assert [each.verdict for each in second.history.order_by("history_id")] == [RiskVerdict.LOWER, RiskVerdict.OCCURRED]


def test_what_is_refused(risk: RiskAssumption, cycle: ReportingCycle) -> None:
    with pytest.raises(ValidationError, match="both languages"):
        review(risk, cycle, note=Text(en="Half a note."))
    with pytest.raises(ValidationError):
        review(risk, cycle, verdict="wonderful")
    for person in (people.reviewer(), people.focal_point()):
        with pytest.raises(PermissionDenied):
            review_risk(risk=risk, cycle=cycle, verdict=RiskVerdict.LOWER, note=NOTE, by=person)
    cycle.is_open = False
    with pytest.raises(ValidationError, match="closed"):
        review(risk, cycle)
    assert not RiskReview.objects.exists()


def test_many_risks_take_as_many_queries_as_one(cycle: ReportingCycle) -> None:
    everything = [placement.indicator for placement in IndicatorPlacement.objects.select_related("indicator")]
    counts = []
    for indicators in ([cycle.entries.get().indicator], everything):
        with CaptureQueriesContext(connection) as taken:
            due = risks_due(cycle, indicators)
        counts.append(len(taken))
    assert len(due) > 20
    assert counts[0] == counts[1] == 3


# The page ------------------------------------------------------------------------------------------------------------------


def address(cycle: ReportingCycle, language: str = "en") -> str:
    return f"/{language}/results/cycles/{cycle.slug}/risks/"


def test_all_risks_of_a_cycle_on_one_page(client: Client, risk: RiskAssumption, cycle: ReportingCycle) -> None:
    client.force_login(people.editor())
    page = client.get(address(cycle)).content.decode()
    assert risk.text in page
    assert "1 is not reviewed in this cycle yet." in page
    posted = {f"risk-{risk.pk}-verdict": "higher", f"risk-{risk.pk}-note_en": "Rising.", f"risk-{risk.pk}-note_zh_hans": "上升。"}
    assert client.post(address(cycle), posted).status_code == 302
    found = RiskReview.objects.get()
    assert (found.verdict, found.note_en, found.note_zh_hans) == ("higher", "Rising.", "上升。")
    assert "All of them are reviewed in this cycle." in client.get(address(cycle)).content.decode()
    assert "上升。" in client.get(address(cycle, "zh-hans")).content.decode()


def test_nothing_is_saved_while_one_finding_is_wrong(client: Client, risk: RiskAssumption, cycle: ReportingCycle) -> None:
    second = RiskAssumption.objects.create(result=risk.result, kind="assumption", text_en="Stays.", text_zh_hans="不变。", order=2)
    client.force_login(people.editor())
    posted = {f"risk-{risk.pk}-verdict": "higher", f"risk-{second.pk}-verdict": "lower", f"risk-{second.pk}-note_en": "Half."}
    page = client.post(address(cycle), posted).content.decode()
    assert "Write the note in both languages, or in none." in page
    assert "Half." in page
    assert not RiskReview.objects.exists()


def test_who_sees_the_page(client: Client, cycle: ReportingCycle) -> None:
    assert client.get(address(cycle)).status_code == 302  # to sign in
    client.force_login(people.focal_point())
    assert client.get(address(cycle)).status_code == 403
    client.force_login(people.reviewer())
    page = client.get(address(cycle))
    assert page.status_code == 200
    assert "Save the findings" not in page.content.decode()


def test_the_public_page_tells_the_last_finding(client: Client, risk: RiskAssumption, cycle: ReportingCycle) -> None:
    review(risk, cycle)
    page = client.get(risk.result.framework.get_absolute_url()).content.decode()
    assert "lower, or surer" in page
    assert "The funds have come." in page
