"""Where the findings are shown: after a save in the admin, and on a report's page for staff."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.contrib.messages import get_messages
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from base.text_checks import warnings_of
from knowledge.models import Unit
from results.models import EntryFigure, Measure, Observation, ProgressEntry, ProgressReport
from results.selectors.number_findings import findings_for_report
from tests import people
from tests.admin.posting import address_of, form_at
from tests.results import builders

pytestmark = pytest.mark.django_db


def messages(entry: ProgressEntry) -> list[str]:
    return [str(each.message) for each in warnings_of(entry, ["narrative"]) if each.kind == "numbers"]


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", "Progress: Chinese says “1,900万”, English says “1.9 million”: the same digits, but another power of ten."),
        ("zh-hans", "进展：中文为“1,900万”，英文为“1.9 million”：数字相同，但数量级不同。"),
    ],
)
def test_a_save_in_the_admin_names_the_pair_and_keeps_the_text(language: str, expected: str) -> None:
    editor = people.editor()
    client = Client(headers={"accept-language": language})
    client.force_login(editor)
    client.cookies["django_language"] = language
    entry = builders.entry(author=editor)
    posted = form_at(client, address_of(entry)) | {
        "narrative_zh_hans": "惠及1,900万人口。",
        "narrative_en": "It serves 1.9 million.",
    }
    response = client.post(address_of(entry), posted)
    assert expected in [str(each) for each in get_messages(response.wsgi_request)]
    entry.refresh_from_db()
    assert entry.narrative_en == "It serves 1.9 million."


def measured(entry: ProgressEntry, unit: str, value: str) -> Measure:
    measure = Measure.objects.create(
        indicator=entry.indicator, code=unit, name_en="Attendance", name_zh_hans="参与", unit=Unit.objects.get(slug=unit)
    )
    EntryFigure.objects.create(entry=entry, measure=measure, value=Decimal(value))
    return measure


def narrated(zh: str, en: str) -> ProgressEntry:
    entry = builders.entry(author=people.editor())
    entry.narrative_zh_hans, entry.narrative_en = zh, en
    return entry


def test_a_narrative_that_contradicts_its_figure_is_told() -> None:
    entry = narrated("共有320人次参加。", "There were 320 participations.")
    measured(entry, "participations", "230")
    told = "The text says “320”; the figure of “Attendance” is 230 participations."
    assert messages(entry) == [told, told]


@pytest.mark.parametrize(
    ("zh", "en"),
    [
        ("共有230人次参加。", "There were 230 participations."),
        ("共有230人次参加，去年为180人次。", "There were 230 participations, after 180 participations last year."),
        ("共11个国家、320人参加。", "11 countries and 320 persons took part."),
        ("举办了3次会议。", "3 meetings were held."),
    ],
)
def test_a_narrative_with_other_numbers_is_left_alone(zh: str, en: str) -> None:
    entry = narrated(zh, en)
    measured(entry, "participations", "230")
    assert messages(entry) == []


def test_a_share_is_compared_with_shares_and_earlier_values_are_known() -> None:
    entry = narrated("女性占58%，低于上期的61%。", "Women are 58%, down from 61%.")
    measure = measured(entry, "percent", "60")
    assert len(messages(entry)) == 4
    Observation.objects.create(
        measure=measure, kind="progress", period_start=date(2030, 1, 1), period_end=date(2030, 6, 30), value=Decimal(61)
    )
    assert messages(entry) == [
        "The text says “58%”; the figure of “Attendance” is 60%.",
        "The text says “58%”; the figure of “Attendance” is 60%.",
    ]


def test_the_loaded_entries_agree_with_their_figures() -> None:
    assert [messages(entry) for entry in ProgressEntry.objects.all() if messages(entry)] == []


def spoiled() -> tuple[ProgressReport, ProgressEntry]:
    report = ProgressReport.objects.get(slug="health-som-2024")
    entry = report.cycle.entries.get(indicator__code="HRF-03", country=None)
    entry.narrative_zh_hans, entry.narrative_en = "共有187家机构。", "There are 178 bodies."
    entry.save()
    return report, entry


def test_a_report_lists_what_disagrees_in_its_texts() -> None:
    report = ProgressReport.objects.get(slug="health-som-2024")
    assert findings_for_report(report.slug) == []
    report, entry = spoiled()
    (found,) = findings_for_report(report.slug)
    assert (found.record, found.field) == (entry, "narrative")
    assert "“187”" in found.message
    assert "“178”" in found.message


def test_staff_see_the_findings_on_the_reports_page_and_readers_do_not() -> None:
    report, entry = spoiled()
    client = Client()
    assert "178" not in client.get(report.get_absolute_url()).content.decode()
    client.force_login(people.editor())
    page = client.get(report.get_absolute_url()).content.decode()
    assert "Numbers that disagree" in page
    assert f'href="{address_of(entry)}"' in page


def test_findings_cost_the_same_queries_however_much_there_is() -> None:
    report, _entry = spoiled()
    with CaptureQueriesContext(connection) as before:
        findings_for_report(report.slug)
    for _each in range(5):
        builders.entry(author=None, in_cycle=report.cycle, text="5")
    with CaptureQueriesContext(connection) as after:
        findings_for_report(report.slug)
    assert len(before) == len(after)
