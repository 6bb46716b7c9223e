"""Correcting what was published: old and new, the reason in both languages, and the editions that show the old."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from base.text import Text
from results.enums import EntryState, JobState, ObservationKind, ValueState
from results.models import Edition, Observation, ProgressEntry, ProgressReport, Restatement
from results.reports.collect.results_table import collect_results
from results.reports.collect.texts import TextReader
from results.selectors.beside import keys_beside
from results.selectors.restatements import (
    editions_showing,
    editions_showing_entry,
    restatements_of_cycle,
    restatements_of_edition,
    restatements_with,
    with_corrections,
)
from results.services.restating import correct_entry, correct_observation
from tests import people
from tests.admin.posting import address_of, form_at
from tests.reports.reading import SLUG

pytestmark = pytest.mark.django_db
WHY = Text(zh="统计口径有误。", en="Counted twice.")


@pytest.fixture
def report() -> ProgressReport:
    return ProgressReport.objects.select_related("cycle", "framework").get(slug=SLUG)


@pytest.fixture
def figure(report: ProgressReport) -> Observation:
    """Progress of the region that the report's table shows."""
    measure = report.framework.placements.order_by("pk").first().indicator.measures.first()
    return Observation.objects.create(
        measure=measure,
        kind=ObservationKind.ACTUAL,
        period_start=report.cycle.period_end - timedelta(days=3),
        period_end=report.cycle.period_end,
        value=Decimal(230),
    )


@pytest.fixture
def edition(report: ProgressReport, figure: Observation) -> Edition:
    return _edition(report)


def _edition(report: ProgressReport, *, number: int = 901, published: bool = True, finished: timedelta = timedelta()) -> Edition:
    made = Edition(report=report, language="en", number=number, state=JobState.DONE, sha256="ab" * 32, size=9, pages=1)
    made.snapshot, made.finished_at = {"report": {"unapproved": []}}, timezone.now() + finished
    made.published_at = timezone.now() if published else None
    made.file.name = "nothing.pdf"
    made.save()
    return made


def test_a_published_figure_is_restated_with_its_reason_and_editions(figure: Observation, edition: Edition) -> None:
    editor = people.editor()

    made = correct_observation(observation=figure, values={"value": Decimal("187"), "note_en": "Corrected."}, reason=WHY, by=editor)

    assert (made.old, made.new) == ({"value": "230.0000", "note_en": None}, {"value": "187", "note_en": "Corrected."})
    assert (made.reason_zh_hans, made.reason_en, made.made_by) == (WHY.zh, WHY.en, editor)
    assert list(made.editions.all()) == [edition]
    now = Observation.objects.get(pk=figure.pk)
    assert (now.value, now.history.first().history_user, now.history.first().history_change_reason) == (187, editor, WHY.en)
    (shown,) = with_corrections(restatements_of_edition(edition))
    assert [(each.label, each.old, each.new) for each in shown.corrections] == [
        ("Value", "230", "187"),
        ("Note (English)", "", "Corrected."),
    ]
    beside = keys_beside(figure.measure.indicator)
    assert restatements_with(beside["restatements"]) == [made] == list(restatements_of_cycle(edition.report.cycle))


@pytest.mark.parametrize("reason", [None, Text(), Text(en="Counted twice."), Text(zh="统计口径有误。", en=" ")])
def test_without_a_reason_in_both_languages_nothing_changes(figure: Observation, edition: Edition, reason: Text | None) -> None:
    with pytest.raises(ValidationError, match="both languages"):
        correct_observation(observation=figure, values={"value": Decimal(187)}, reason=reason, by=people.editor())
    assert Observation.objects.get(pk=figure.pk).value == 230
    assert not Restatement.objects.filter(observation=figure).exists()


def test_a_correction_that_contradicts_itself_changes_nothing(figure: Observation, edition: Edition) -> None:
    with pytest.raises(ValidationError):
        correct_observation(observation=figure, values={"state": ValueState.NOT_AVAILABLE}, reason=WHY, by=people.editor())
    assert Observation.objects.get(pk=figure.pk).state == ValueState.REPORTED


def test_what_no_published_edition_shows_is_changed_like_anything(report: ProgressReport, figure: Observation) -> None:
    _edition(report, published=False)
    _edition(report, number=902, finished=-timedelta(days=1))  # finished before the figure was there
    assert correct_observation(observation=figure, values={"value": Decimal(187)}, by=people.editor()) is None
    assert Observation.objects.get(pk=figure.pk).value == 187


def test_the_same_values_again_are_no_correction(figure: Observation, edition: Edition) -> None:
    assert correct_observation(observation=figure, values={"value": Decimal("230.00")}, by=people.editor()) is None
    assert figure.history.count() == 1


def test_focal_points_correct_nothing(figure: Observation) -> None:
    entry = ProgressEntry.objects.first()
    with pytest.raises(PermissionDenied):
        correct_observation(observation=figure, values={"value": Decimal(1)}, by=people.focal_point())
    with pytest.raises(PermissionDenied):
        correct_entry(entry=entry, values={"narrative_en": "Forged"}, by=people.focal_point(country=None))


def test_editions_show_what_the_report_collects(report: ProgressReport, edition: Edition) -> None:
    """The rule of ``editions_showing`` is the one by which reports collect figures."""
    shown = {code for code, figures in _table(report).items() if figures}
    mine = {
        each.measure.indicator_id
        for each in Observation.objects.select_related("measure").filter(measure__indicator__placements__framework=report.framework)
        if edition in editions_showing(each) and each.kind != ObservationKind.TARGET
    }
    codes = {placement.indicator_id: placement.code for placement in report.framework.placements.all()}
    assert {codes[each] for each in mine} == shown


def _table(report: ProgressReport) -> dict[str, int]:
    rows = [row for group in collect_results(report, TextReader()).groups for row in group.indicators]
    return {row.code: len(row.baseline) + len(row.figures) for row in rows}


def test_figures_of_countries_and_targets_are_in_no_results_table(figure: Observation, edition: Edition) -> None:
    figure.kind = ObservationKind.TARGET
    assert not editions_showing(figure)
    figure.kind, figure.period_end = ObservationKind.ACTUAL, date(1999, 1, 1)
    assert not editions_showing(figure)


def test_an_entry_keeps_its_state_when_it_is_corrected(report: ProgressReport) -> None:
    entry = ProgressEntry.objects.get(cycle=report.cycle, indicator=report.framework.placements.first().indicator, country=None)
    entry.state = EntryState.APPROVED
    entry.save()
    edition = _edition(report)
    assert list(editions_showing_entry(entry)) == [edition]

    made = correct_entry(entry=entry, values={"narrative_en": "187 people."}, reason=WHY, by=people.reviewer())

    now = ProgressEntry.objects.get(pk=entry.pk)
    assert (now.state, now.narrative_en, made.new) == (EntryState.APPROVED, "187 people.", {"narrative_en": "187 people."})


def test_the_editions_page_lists_them_in_the_readers_language(figure: Observation, edition: Edition, client: Client) -> None:
    for number in (187, 188):
        correct_observation(observation=figure, values={"value": Decimal(number)}, reason=WHY, by=people.editor())
    page = client.get(edition.get_absolute_url()).content.decode()
    assert "Counted twice." in page
    assert page.count("<del>") == 2
    chinese = client.get(edition.get_absolute_url().replace("/en/", "/zh-hans/")).content.decode()
    assert "统计口径有误。" in chinese
    assert "发布后更正的内容" in chinese


def test_the_list_takes_the_same_queries_however_long(figure: Observation, edition: Edition) -> None:
    editor, taken = people.editor(), []
    for number in (1, 2, 3, 4):
        correct_observation(observation=figure, values={"value": Decimal(number)}, reason=WHY, by=editor)
        with CaptureQueriesContext(connection) as queries:
            for each in with_corrections(restatements_of_edition(edition)):
                assert [str(shown.report) for shown in each.editions.all()]
        taken.append(len(queries))
    assert len(set(taken)) == 1, taken


# In the admin --------------------------------------------------------------------------------------------------------------
@pytest.fixture
def client_of_editor() -> Client:
    client = Client()
    client.force_login(people.editor())
    return client


def test_the_admin_asks_why(figure: Observation, edition: Edition, client_of_editor: Client) -> None:
    posted = form_at(client_of_editor, address_of(figure)) | {"value": "187"}
    response = client_of_editor.post(address_of(figure), posted)
    assert set(response.context["adminform"].form.errors) == {"correction_reason_zh_hans", "correction_reason_en"}
    assert Observation.objects.get(pk=figure.pk).value == 230

    posted |= {"correction_reason_zh_hans": WHY.zh, "correction_reason_en": WHY.en}
    assert client_of_editor.post(address_of(figure), posted).status_code == 302
    assert Observation.objects.get(pk=figure.pk).value == 187
    (made,) = Restatement.objects.filter(observation=figure)
    assert list(made.editions.all()) == [edition]
    page = client_of_editor.get(address_of(made)).content.decode()
    assert "<del>230</del> <ins>187</ins>" in page
    assert client_of_editor.post(address_of(made), {}).status_code == 403


def test_the_admin_asks_nothing_for_what_is_not_published(figure: Observation, client_of_editor: Client) -> None:
    page = client_of_editor.get(address_of(figure)).content.decode()
    assert "correction_reason" not in page
    posted = form_at(client_of_editor, address_of(figure)) | {"value": "187"}
    assert client_of_editor.post(address_of(figure), posted).status_code == 302
    assert Observation.objects.get(pk=figure.pk).value == 187
    assert not Restatement.objects.filter(observation=figure).exists()
