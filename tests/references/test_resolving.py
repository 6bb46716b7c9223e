"""Figures in the place of references: in both languages, live, and never a figure that is not approved or not public."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from django.utils.translation import override

from base.text import Text
from results.enums import EntryState, ObservationKind, Sex, ValueState
from results.models import Challenge, Edition, EntryFigure, Observation, ProgressEntry, ProgressReport
from results.references import FiguresInTexts, records_with_figures, resolve
from results.reports.collect import collect_report
from results.reports.collect.abbreviations import texts_in
from tests.references.building import FIRST_HALF, SECOND_HALF, YEAR, counted, tell
from tests.results import builders

pytestmark = pytest.mark.django_db


def read(reference: str) -> tuple[str, str]:
    """English and Chinese of one reference."""
    (text,) = resolve([Text(zh=reference, en=reference)])
    return text.en, text.zh


def test_a_figure_is_said_as_each_language_says_it() -> None:
    tell(counted("LV-1"), *YEAR, 19_000_000)

    assert resolve([Text(zh="共{{ LV-1:people@2031 }}。", en="In all {{ lv-1@2031 }}; {{ LV-1@2031|number }}.")]) == [
        Text(zh="共1,900万人次。", en="In all 19 million participations; 19 million.")
    ]


def test_countries_sexes_targets_and_moments() -> None:
    measure = counted("LV-2")
    tell(measure, *YEAR, 50)
    tell(measure, *YEAR, 20, country="GEO")
    tell(measure, *YEAR, 8, country="GEO", sex=Sex.WOMEN)
    tell(measure, *YEAR, 90, kind=ObservationKind.TARGET)
    tell(measure, date(2029, 1, 1), date(2029, 12, 31), 3, kind=ObservationKind.BASELINE)
    tell(measure, date(2032, 1, 1), date(2032, 6, 30), 60)
    tell(measure, date(2032, 7, 1), date(2032, 12, 31), None, state=ValueState.TO_BE_SET)

    said = {each: read(f"{{{{ LV-2{each}|number }}}}")[0] for each in ("@2031", "/GEO@2031", "/female/geo@2031", "/target@2031")}
    assert said == {"@2031": "50", "/GEO@2031": "20", "/female/geo@2031": "8", "/target@2031": "90"}
    assert [read(f"{{{{ LV-2@{each}|number }}}}")[0] for each in ("baseline", "latest", "2032H2")] == ["3", "60", "#"]


def test_what_is_not_there_is_named_and_never_zero() -> None:
    measure = counted("LV-3")
    tell(measure, *YEAR, None, state=ValueState.NOT_APPLICABLE)

    assert read("{{ LV-3@2031 }}") == ("not applicable", "不适用")
    for reference in ("{{ LV-3@2030 }}", "{{ LV-3:other@2031 }}", "{{ NONE@2031 }}", "{{ LV-3 }}", "{{ LV-3@2031"):
        assert read(reference) == ("not available", "暂无数据")


def test_several_periods_become_one_by_the_rule_when_figures_tell_all_of_it() -> None:
    measure = counted("LV-4")
    tell(measure, *FIRST_HALF, 30)
    assert read("{{ LV-4@2031 }}")[0] == "not available"

    tell(measure, *SECOND_HALF, 12)
    assert read("{{ LV-4@2031 }}") == ("42 participations", "42人次")
    (linked,) = FiguresInTexts([Text(en="{{ LV-4@2031 }}")]).linked()
    assert linked.en.endswith('"LV-4 · People · worked out from several figures · 2031")')

    tell(measure, *YEAR, 40)
    assert read("{{ LV-4@2031 }}")[0] == "40 participations"


def test_a_figure_that_is_not_approved_is_not_told() -> None:
    measure = counted("LV-5")
    cycle = builders.cycle(year=2031)
    entry = ProgressEntry.objects.create(cycle=cycle, indicator=measure.indicator)
    EntryFigure.objects.create(entry=entry, measure=measure, value=77)

    assert read("{{ LV-5@2031H1 }}")[0] == "not available"


def test_an_indicator_that_is_not_public_is_told_to_nobody_else() -> None:
    tell(counted("LV-6", is_public=False), *YEAR, 5)

    assert read("{{ LV-6@2031 }}")[0] == "not available"
    assert resolve([Text(en="{{ LV-6@2031 }}")], everything=True) == [Text(en="5 participations")]


def test_as_many_queries_for_many_texts(django_assert_max_num_queries: object) -> None:
    for number in range(6):
        tell(counted(f"LV-7{number}"), *YEAR, number)
    texts = [Text(en=f"{{{{ LV-7{number}@2031|number }}}}", zh=f"{{{{ LV-7{number}@2031|number }}}}") for number in range(6)] * 5

    with django_assert_max_num_queries(3):
        assert [text.en for text in resolve(texts)] == [str(number) for number in range(6)] * 5
    with django_assert_max_num_queries(0):
        assert resolve([Text(en="plain")]) == [Text(en="plain")]


def test_pages_follow_the_figure(client: Client) -> None:
    measure = counted("LV-8")
    told = tell(measure, *YEAR, 230)
    entry = ProgressEntry.objects.create(
        cycle=builders.cycle(year=2031),
        indicator=measure.indicator,
        narrative_en="Webinars drew {{ LV-8@2031 }}.",
        narrative_zh_hans="研讨会有{{ LV-8@2031 }}参加。",
        state=EntryState.APPROVED,
    )
    link = '<a href="{}" title="LV-8 · {}" rel="noopener noreferrer">{}</a>'

    page = client.get("/en/results/indicators/LV-8/").content.decode()
    assert link.format("/en/results/indicators/LV-8/", "People · 2031", "230 participations") in page

    told.value = 250
    told.save()
    page = client.get("/zh-hans/results/indicators/LV-8/").content.decode()
    assert link.format("/zh-hans/results/indicators/LV-8/", "人员 · 2031年", "250人次") in page
    assert "{{" not in page

    (found,) = client.get(f"/api/v1/progress/?cycle={entry.cycle.slug}").json()["results"]
    assert found["narrative"] == "Webinars drew 250 participations."


def test_a_challenge_is_shown_with_its_figures_and_stays_as_it_was_written() -> None:
    tell(counted("LV-9"), *YEAR, 4)
    written = Challenge.objects.create(
        cycle=builders.cycle(), number=1, title_en="t", title_zh_hans="t", follow_up_en="Train {{ LV-9@2031|number }} people."
    )

    (shown,) = records_with_figures([written])
    with override("en"):
        assert (shown.follow_up, written.follow_up) == ("Train 4 people.", "Train {{ LV-9@2031|number }} people.")


def test_the_report_is_drawn_with_the_figures_and_keeps_them() -> None:
    report = ProgressReport.objects.get(slug="health-som-2024")
    content, _gaps = collect_report(report.slug)
    said = [text.en for text in texts_in(content.sections)]

    assert any("health webinars recorded 230 participations. Among them are 187 individual participants" in each for each in said)
    assert not any("{{" in each for each in said)

    Observation.objects.filter(measure__indicator__code="HRF-03", measure__code="participations").exclude(value=None).update(
        value=9
    )
    assert any("230 participations" in text.en for text in texts_in(content.sections))
    again, _gaps = collect_report(report.slug)
    assert any("recorded 9 participations" in text.en for text in texts_in(again.sections))
    assert not Edition.objects.exists()
