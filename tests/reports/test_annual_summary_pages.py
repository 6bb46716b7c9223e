"""Preparing an annual summary, and a report without a cycle wherever reports are shown."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from results.models import Edition, KindSection, ProgressReport, ReportSection
from results.reports.collect import collect_report
from results.services.annual_summary import prepare_annual_summary, years_of
from tests.people import administrator, editor, focal_point, reviewer
from workplans.enums import PlanState
from workplans.models import WorkPlan

pytestmark = pytest.mark.django_db
SLUG = "sample-projects-2025"


@pytest.fixture
def plan() -> WorkPlan:
    return WorkPlan.objects.get(slug="health-2024")


@pytest.fixture
def sample() -> ProgressReport:
    return ProgressReport.objects.get(slug=SLUG)


def signed_in(person: Callable | None) -> Client:
    client = Client()
    if person:
        client.force_login(person())
    return client


def prepare_url(plan: WorkPlan) -> str:
    return reverse("reports:prepare_summary", args=[plan.slug])


# Preparing ----------------------------------------------------------------------------------------------------------------
def test_makes_a_report_of_the_year_with_the_sections_of_its_kind(plan: WorkPlan) -> None:
    made = prepare_annual_summary(plan=plan, year=2024, by=editor())
    report = ProgressReport.objects.get(pk=made.report.pk)
    assert made.is_new
    assert (report.slug, report.span, report.cycle, report.is_sample) == (
        *("health-2024-2024", (date(2024, 1, 1), date(2024, 12, 31))),
        *(None, False),
    )
    assert report.title_en == f"{plan.title_en}: annual summary of 2024"
    assert report.title_zh_hans == f"{plan.title_zh_hans}：2024年度总结"
    copied = ("key", "order", "block", "heading_en", "heading_zh_hans", "body_en", "body_zh_hans", "caption_zh_hans")
    assert list(report.sections.values_list(*copied)) == list(
        KindSection.objects.filter(kind__slug="annual-summary").values_list(*copied)
    )
    assert report.history.latest().history_change_reason == "prepare"
    content, gaps = collect_report(report.slug)
    assert gaps == []
    drawn = {section.key: section.drawn for section in content.sections}
    assert sum(drawn["overview"].totals) == plan.activities.count() == 10
    assert len(drawn["decisions"].rows) == 6


def test_prepared_twice_is_the_same_report(plan: WorkPlan) -> None:
    first = prepare_annual_summary(plan=plan, year=2024, by=editor())
    again = prepare_annual_summary(plan=plan, year=2024, by=editor())
    assert (again.report, again.is_new) == (first.report, False)
    assert ReportSection.objects.filter(report=first.report).count() == 9


def test_the_summary_of_a_sample_is_a_sample(sample: ProgressReport) -> None:
    made = prepare_annual_summary(plan=sample.work_plan, year=2026, by=editor()).report
    assert made.is_sample
    assert made.title_en.startswith("[Sample] ")


def test_years_are_those_of_the_plan_that_have_begun(sample: ProgressReport) -> None:
    assert years_of(sample.work_plan, date(2026, 3, 1)) == [2026, 2025]
    assert years_of(sample.work_plan, date(2030, 3, 1)) == [2027, 2026, 2025]
    assert years_of(sample.work_plan, date(2024, 3, 1)) == []
    with pytest.raises(ValidationError, match="2031"):
        prepare_annual_summary(plan=sample.work_plan, year=2031, by=editor())


def test_without_sections_to_begin_with_it_says_so(plan: WorkPlan) -> None:
    KindSection.objects.all().delete()
    with pytest.raises(ValidationError, match="annual-summary"):
        prepare_annual_summary(plan=plan, year=2024, by=editor())
    assert not ProgressReport.objects.filter(work_plan=plan, cycle=None).exists()


def test_only_those_who_make_reports_prepare_one(plan: WorkPlan) -> None:
    with pytest.raises(PermissionDenied):
        prepare_annual_summary(plan=plan, year=2024, by=focal_point())
    assert signed_in(focal_point).post(prepare_url(plan), {"year": "2024"}).status_code == 403
    assert signed_in(None).post(prepare_url(plan), {"year": "2024"}).url.endswith("?next=/en/reports/")
    assert not ProgressReport.objects.filter(work_plan=plan, cycle=None).exists()


def test_the_button_leads_to_the_report(plan: WorkPlan) -> None:
    client = signed_in(editor)
    page = client.get(plan.get_absolute_url()).content.decode()
    assert "Prepare the annual summary" in page
    assert "<option>2024</option>" in page
    answer = client.post(prepare_url(plan), {"year": "2024"}, follow=True)
    assert answer.redirect_chain[-1][0] == ProgressReport.objects.get(slug="health-2024-2024").get_absolute_url()
    assert "write its texts" in answer.content.decode()
    assert "health-2024-2024" in client.get(plan.get_absolute_url()).content.decode()


@pytest.mark.parametrize("year", ["", "1999", "²024", "20240", "x"])
def test_a_year_that_is_none_is_told(year: str, plan: WorkPlan) -> None:
    answer = signed_in(editor).post(prepare_url(plan), {"year": year}, follow=True)
    assert answer.redirect_chain[-1][0] == plan.get_absolute_url()
    assert "This plan does not run in" in answer.content.decode()


def test_a_draft_plan_has_none(plan: WorkPlan) -> None:
    WorkPlan.objects.filter(pk=plan.pk).update(state=PlanState.DRAFT)
    assert signed_in(editor).post(prepare_url(plan), {"year": "2024"}).status_code == 404


# Where it is shown --------------------------------------------------------------------------------------------------------
def published(report: ProgressReport) -> Edition:
    return Edition.objects.create(report=report, language="en", number=1, state="done", published_at=timezone.now(), size=1)


def test_the_public_sees_it_once_an_edition_is_published(sample: ProgressReport) -> None:
    client = Client()
    plan_page = sample.work_plan.get_absolute_url()
    assert "Annual summaries" not in client.get(plan_page).content.decode()
    assert client.get(sample.get_absolute_url()).status_code == 404
    published(sample)
    for url in (plan_page, reverse("reports:index"), "/en/"):
        page = client.get(url).content.decode()
        assert sample.title_en in page, url
        assert "Prepare the annual summary" not in page
    page = client.get(sample.get_absolute_url()).content.decode()
    assert sample.work_plan.title_en in page
    assert plan_page in page
    assert 'class="tag sample"' in page
    assert "<dt>Meeting</dt>" not in page


@pytest.mark.parametrize("person", [editor, reviewer])
def test_the_secretariat_draws_it(person: Callable, sample: ProgressReport) -> None:
    client = signed_in(person)
    page = client.get(sample.get_absolute_url()).content.decode()
    assert "Draw an edition" in page
    assert (reverse("admin:results_progressreport_change", args=[sample.pk]) in page) == (person is editor)
    made = Edition.objects.create(report=sample, language="en", number=1, state="done", size=1)
    page = client.get(made.get_absolute_url()).content.decode()
    assert ("once it is published, everyone reads them" in page) == client.get(made.get_absolute_url()).context["may_publish"]


def test_the_link_to_a_plan_that_is_a_draft_again_is_left_out(sample: ProgressReport) -> None:
    published(sample)
    WorkPlan.objects.filter(pk=sample.work_plan_id).update(state=PlanState.DRAFT)
    assert f'href="{sample.work_plan.get_absolute_url()}"' not in Client().get(sample.get_absolute_url()).content.decode()


def test_the_admin_lists_and_changes_it(sample: ProgressReport) -> None:
    client = signed_in(administrator)
    page = client.get(reverse("admin:results_progressreport_changelist"))
    assert [each.slug for each in page.context["cl"].result_list] == [SLUG, "health-som-2024"]
    assert '<td class="field-period">2025</td>' in page.content.decode()
    for url in (
        reverse("admin:results_progressreport_change", args=[sample.pk]),
        reverse("admin:results_reportkind_change", args=[sample.kind_id]),
    ):
        assert client.get(url).status_code == 200
