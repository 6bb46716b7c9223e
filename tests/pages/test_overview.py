"""The front page: drawn from the database, and from what is public alone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
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


def test_only_published_editions_are_offered(read: Read) -> None:
    report = ProgressReport.objects.first()
    edition = Edition.objects.create(report=report, language=EditionLanguage.ENGLISH, number=1, state=JobState.DONE)
    assert report.title_en not in read("/en/").split("Reports", 2)[2].split("Grants")[0]
    edition.published_at = timezone.make_aware(timezone.datetime.combine(date(2024, 5, 30), timezone.datetime.min.time()))
    edition.save()
    assert report.title_en in read("/en/")
