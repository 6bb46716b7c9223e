"""The pages about results, on the real content and on what must not be seen."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from knowledge.enums import PublicationState
from results.enums import EntryState, ValueState
from results.models import Framework, Indicator, IndicatorRelation, ProgressEntry
from tests.pages import builders
from tests.people import editor
from tests.results import builders as progress

pytestmark = pytest.mark.django_db

Read = Callable[[str], str]


def test_the_index_lists_the_public_frameworks(read: Read) -> None:
    hidden = builders.framework(is_public=False)
    text = read("/en/results/")
    assert "CAREC health results framework" in text
    assert "CAREC 2030 Program Results Framework" in text
    assert hidden.title_en not in text


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ["187 individual participants", "58%", "not applicable", "Baseline 2017", "Regional health security enhanced"]),
        ("zh-hans", ["187", "58%", "不适用", "区域卫生安全有所增强", "2023年7月至2024年6月"]),
    ],
)
def test_the_health_framework_tells_the_approved_progress(read: Read, language: str, words: list[str]) -> None:
    text = read(f"/{language}/results/health-results-framework/")
    assert [word for word in words if word not in text] == []
    assert text.count("HRF-0") >= 9


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_the_programme_framework_shows_all_its_indicators_and_columns(client: Client, language: str) -> None:
    html = client.get(f"/{language}/results/prf/").content.decode()
    prf = Framework.objects.get(slug="prf")
    links = [f'href="/{language}/results/indicators/{code}/"' for code in prf.placements.values_list("indicator__code", flat=True)]
    assert len(links) == 31
    assert [link for link in links if link not in html] == []
    for year in (2020, 2023, 2026, 2029):
        assert str(year) in html
    assert "#</span>" in html  # still to be set, and said so


def test_a_baseline_of_another_year_says_so(read: Read) -> None:
    assert "0.43% (2016)" in read("/en/results/prf/")


def test_a_theme_keeps_its_results_and_what_stands_above_them(read: Read) -> None:
    text = read("/en/results/prf/?theme=sector-hlt")
    assert "HLT OC 1" in text
    assert "TRD OC 1" not in text
    assert "TRP OC 1" in read("/en/results/prf/?theme=cluster-3")


@pytest.mark.parametrize("address", ["prf/?theme=no-such-theme", "prf/?theme=pillar-1", "no-such-framework/", "indicators/NONE-1/"])
def test_what_is_not_there_is_not_found(client: Client, address: str) -> None:
    assert client.get(f"/en/results/{address}").status_code == 404


def test_a_framework_that_is_not_public_stays_unseen_with_its_indicators(client: Client) -> None:
    hidden = builders.framework(is_public=False)
    indicator = builders.placed_indicator(builders.result(hidden))
    assert client.get(hidden.get_absolute_url()).status_code == 404
    assert client.get(indicator.get_absolute_url()).status_code == 404
    assert client.get(f"{indicator.get_absolute_url()}series.svg").status_code == 404


def test_a_shared_indicator_hides_the_framework_that_is_not_public(read: Read) -> None:
    shown, hidden = builders.framework(), builders.framework(is_public=False)
    indicator = builders.placed_indicator(builders.result(shown))
    builders.place(indicator, builders.result(hidden))
    text = read(indicator.get_absolute_url())
    assert shown.title_en in text
    assert hidden.title_en not in text


def test_a_text_that_nobody_approved_is_not_told(read: Read) -> None:
    framework = builders.framework()
    indicator = builders.placed_indicator(builders.result(framework))
    for state in (EntryState.DRAFT, EntryState.SUBMITTED, EntryState.RETURNED):
        ProgressEntry.objects.create(
            cycle=progress.cycle(),
            indicator=indicator,
            narrative_en=f"secret {state}",
            narrative_zh_hans="秘密",
            state=state,
            author=editor(),
            review_note="secret remark",
        )
    for address in (framework.get_absolute_url(), indicator.get_absolute_url(), "/en/", "/en/results/"):
        assert "secret" not in read(address)
    assert "nothing approved yet" in read(framework.get_absolute_url())


def test_what_was_approved_stays_while_a_newer_text_is_written(read: Read) -> None:
    framework = builders.framework()
    indicator = builders.placed_indicator(builders.result(framework))
    told = ProgressEntry.objects.create(
        cycle=progress.cycle(),
        indicator=indicator,
        narrative_en="approved words",
        narrative_zh_hans="已批准",
        state=EntryState.APPROVED,
    )
    told.narrative_en, told.state = "words in the making", EntryState.DRAFT
    told.save()
    for address in (framework.get_absolute_url(), indicator.get_absolute_url()):
        text = read(address)
        assert "approved words" in text
        assert "words in the making" not in text


@pytest.mark.parametrize(
    ("language", "words"),
    [
        (
            "en",
            ["230 participations", "187 persons", "58%", "not applicable", "July 2023 – June 2024", "HLT-OP-2", "Higher is better"],
        ),
        ("zh-hans", ["230", "187", "58%", "不适用", "2023年7月至2024年6月", "HLT-OP-2"]),
    ],
)
def test_an_indicator_shows_figures_progress_evidence_and_neighbours(read: Read, language: str, words: list[str]) -> None:
    text = read(f"/{language}/results/indicators/HRF-03/")
    assert [word for word in words if word not in text] == []


def test_an_indicator_of_two_frameworks_shows_both(read: Read) -> None:
    text = read("/en/results/indicators/HRF-01/")
    assert "CAREC health results framework" in text
    assert "CAREC 2030 Program Results Framework" in text
    assert "HLT OC 1" in text


def test_evidence_that_is_not_published_stays_unseen(read: Read) -> None:
    indicator = builders.placed_indicator(builders.result(builders.framework()))
    figure = indicator.measures.get().observations.last()
    seen, unseen = builders.event(), builders.event(state=PublicationState.DRAFT)
    paper, draft = builders.document(), builders.document(state=PublicationState.IN_REVIEW)
    figure.events.set([seen, unseen])
    figure.documents.set([paper, draft])
    text = read(indicator.get_absolute_url())
    assert seen.title_en in text
    assert paper.title_en in text
    assert unseen.title_en not in text
    assert draft.title_en not in text


def test_a_related_indicator_that_is_not_public_stays_unseen(read: Read) -> None:
    shown = builders.placed_indicator(builders.result(builders.framework()))
    hidden = builders.placed_indicator(builders.result(builders.framework(is_public=False)))
    IndicatorRelation.objects.create(indicator=hidden, other=shown, note_en="close, not equal", note_zh_hans="相近但不同")
    text = read(shown.get_absolute_url())
    assert hidden.name_en not in text
    assert "close, not equal" not in text


def test_a_figure_that_is_not_there_is_never_zero(read: Read) -> None:
    framework = builders.framework(years=[2031, 2032])
    indicator = Indicator.objects.create(code="TI-STATES", name_en="States", name_zh_hans="状态")
    builders.place(indicator, builders.result(framework))
    builders.observation(builders.measure(indicator), year=2031, state=ValueState.TO_BE_SET)
    builders.observation(builders.measure(indicator), year=2031, state=ValueState.NOT_AVAILABLE)
    text = read(framework.get_absolute_url())
    row = text.split("States")[1].split("Risks and assumptions")[0]
    assert "#" in row
    assert "not available" in row
    assert "no figure" in row
    assert " 0 " not in row


def test_a_period_over_two_years_stands_in_no_column_of_a_year(read: Read) -> None:
    framework = builders.framework(years=[2031])
    indicator = Indicator.objects.create(code="TI-SPAN", name_en="Spanning", name_zh_hans="跨年")
    builders.place(indicator, builders.result(framework))
    figure = builders.observation(builders.measure(indicator), year=2031, value=4321)
    assert "4,321" in read(framework.get_absolute_url())
    figure.period_start = date(2030, 7, 1)
    figure.period_end = date(2031, 6, 30)
    figure.save()
    assert "4,321" not in read(framework.get_absolute_url())
    assert "4,321" in read(indicator.get_absolute_url())


def test_a_chart_is_an_image_that_browsers_may_keep(client: Client) -> None:
    indicator = builders.placed_indicator(builders.result(builders.framework()))
    page = client.get(indicator.get_absolute_url()).content.decode()
    address = f"{indicator.get_absolute_url()}series.svg"
    assert f'<img src="{address}" width="' in page
    answer = client.get(address)
    assert answer["Content-Type"] == "image/svg+xml"
    assert "1,234" in answer.content.decode()
    assert "max-age=300" in answer["Cache-Control"]
    assert client.get(address, headers={"if-none-match": answer["ETag"]}).status_code == 304
    narrow = client.get(f"{indicator.get_absolute_url()}series.narrow.svg").content.decode()
    assert 'width="640"' in answer.content.decode()
    assert 'width="340"' in narrow


def test_one_figure_alone_makes_no_chart(client: Client) -> None:
    indicator = Indicator.objects.create(code="TI-ALONE", name_en="Alone", name_zh_hans="单独")
    builders.place(indicator, builders.result(builders.framework()))
    builders.observation(builders.measure(indicator), year=2031, value=3)
    assert "<img" not in client.get(indicator.get_absolute_url()).content.decode()
    assert client.get(f"{indicator.get_absolute_url()}series.svg").status_code == 404


def test_every_indicator_page_opens_in_both_languages(client: Client) -> None:
    codes = list(Indicator.objects.values_list("code", flat=True))
    assert len(codes) == 39
    for code in codes:
        for language in ("en", "zh-hans"):
            assert client.get(f"/{language}/results/indicators/{code}/").status_code == 200, (language, code)
