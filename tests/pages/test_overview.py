"""The front page: drawn from the database, and from what is public alone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from knowledge.enums import PublicationState
from knowledge.models import Country, Document
from results.enums import EditionLanguage, JobState
from results.models import Edition, ProgressReport
from results.selectors.overview import key_figures
from tests.pages import builders

pytestmark = pytest.mark.django_db

Read = Callable[[str], str]


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ["11 ", "USD 27,000,000", "USD 19,000,000", "Q3 2024", "CAREC Senior Officials’ Meeting", "border areas"]),
        ("zh-hans", ["27,000,000", "19,000,000", "2024年第三季度", "CAREC高级官员会议", "7个边境地区"]),
    ],
)
def test_the_overview_shows_the_real_content(read: Read, language: str, words: list[str]) -> None:
    text = read(f"/{language}/")
    assert [word for word in words if word not in text] == []


def test_key_figures_are_counted() -> None:
    before = [figure.number for figure in key_figures()]
    assert before[:3] == [11, 39, 10]
    assert before[4] == Document.objects.published().count()
    Country.objects.create(iso3="XYZ", name_en="Elsewhere", name_zh_hans="别处", is_member=False)
    builders.document(state=PublicationState.DRAFT)
    builders.placed_indicator(builders.result(builders.framework(is_public=False)))
    assert [figure.number for figure in key_figures()] == before
    builders.document()
    builders.placed_indicator(builders.result(builders.framework()))
    assert [figure.number for figure in key_figures()] == [11, 40, 10, before[3], before[4] + 1]


def test_coming_and_past_meetings_without_drafts(read: Read) -> None:
    soon = builders.event(on=timezone.localdate() + timedelta(days=3))
    yesterday = builders.event(on=timezone.localdate() - timedelta(days=1))
    draft = builders.event(on=timezone.localdate() + timedelta(days=1), state=PublicationState.DRAFT)
    coming, past = read("/en/").split("Coming", 1)[1].split("Past", 1)
    assert soon.title_en in coming
    assert yesterday.title_en in past
    assert draft.title_en not in coming


def test_the_newest_published_edition_of_each_language_is_offered(client: Client, read: Read) -> None:
    report = ProgressReport.objects.first()
    made = {"report": report, "language": EditionLanguage.ENGLISH, "state": JobState.DONE}
    drawn = Edition.objects.create(number=3, **made)
    assert "No report has been published yet." in read("/en/")
    older, newer = (Edition.objects.create(number=number, published_at=timezone.now(), **made) for number in (1, 2))
    html = client.get("/en/").content.decode()
    assert report.title_en in html
    assert f"/en/reports/editions/{newer.pk}/download/" in html
    assert str(older.pk) not in html
    assert str(drawn.pk) not in html
