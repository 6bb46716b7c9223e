"""The pages of a framework: parts of it, its versions, and what was retired."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from base.text import Text
from knowledge.models import Theme
from results.enums import EntryState, Rating
from results.models import Framework, IndicatorPlacement, ProgressEntry
from results.services import framework_versions as versions
from tests import people
from tests.frameworks import builders
from tests.frameworks.builders import WHY
from tests.results import builders as progress

pytestmark = pytest.mark.django_db


def read(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, address
    return response.content.decode()


@pytest.fixture
def placements() -> list[IndicatorPlacement]:
    """Three indicators in a confirmed first version; the first is headline, the second tagged."""
    framework, placements = builders.framework_with(3)
    placements[0].is_headline = True
    placements[0].save()
    placements[1].indicator.cross_cutting.add(Theme.objects.get(slug="gender"))
    builders.confirmed(framework)
    return placements


def shown(client: Client, placements: list[IndicatorPlacement], query: str) -> list[bool]:
    page = read(client, f"{placements[0].framework.get_absolute_url()}{query}")
    return [each.indicator.get_absolute_url() in page for each in placements]


def test_headline_tracked_and_tagged(client: Client, placements: list[IndicatorPlacement]) -> None:
    assert shown(client, placements, "") == [True, True, True]
    assert shown(client, placements, "?show=headline") == [True, False, False]
    assert shown(client, placements, "?show=tracked") == [False, True, True]
    assert shown(client, placements, "?tag=gender") == [False, True, False]
    assert shown(client, placements, "?tag=gender&show=headline") == [False, False, False]
    for wrong in ("?show=all-of-it", "?tag=ict", "?version=9", "?version=x"):
        assert client.get(f"{placements[0].framework.get_absolute_url()}{wrong}").status_code == 404


def test_a_draft_is_for_those_who_work_on_frameworks(client: Client, placements: list[IndicatorPlacement]) -> None:
    framework = placements[0].framework
    version = builders.draft(framework)
    versions.retire_placement(placement=placements[2], version=version, by=people.editor(), reason=WHY)
    for person in (None, people.focal_point()):
        if person:
            client.force_login(person)
        assert client.get(f"{framework.get_absolute_url()}?version=2").status_code == 404
        assert WHY.en not in read(client, f"{framework.get_absolute_url()}versions/")
        assert WHY.en not in read(client, placements[2].indicator.get_absolute_url())
        assert "Quality check" not in read(client, framework.get_absolute_url())
    client.force_login(people.reviewer())
    assert shown(client, placements, "?version=2") == [True, True, False]
    assert shown(client, placements, "") == [True, True, True]
    assert WHY.en in read(client, f"{framework.get_absolute_url()}versions/")
    assert "Quality check" in read(client, framework.get_absolute_url())


def test_versions_tell_what_changed_who_confirmed_it_and_why(client: Client, placements: list[IndicatorPlacement]) -> None:
    framework = placements[0].framework
    version = builders.draft(framework)
    editor = people.editor()
    versions.retire_placement(placement=placements[2], version=version, by=editor, reason=WHY)
    versions.change_placement(
        placement=placements[1],
        version=version,
        by=editor,
        reason=Text(zh="表述更准确。", en="Said more exactly."),
        result=placements[1].result,
        code="NEWCODE",
        wording=Text(zh="新表述", en="A new wording"),
        is_headline=True,
        order=0,
    )
    builders.confirm(version)
    page = read(client, f"{framework.get_absolute_url()}versions/")
    version.refresh_from_db()
    for words in ("1 indicator changed", "1 indicator retired", WHY.en, "Said more exactly.", "A new wording", "4 May 2031"):
        assert words in page, words
    assert version.confirmed_by.name in page
    assert shown(client, placements, "") == [True, True, False]
    assert shown(client, placements, "?version=1") == [True, True, True]
    retired = read(client, placements[2].indicator.get_absolute_url())
    assert WHY.en in retired
    assert "1,234" in retired  # its old values are all there

    comparison = read(client, f"{framework.get_absolute_url()}versions/?from=1&to=2")
    assert f"previous code: {placements[1].code}" in comparison
    backwards = read(client, f"{framework.get_absolute_url()}versions/?from=2&to=1")
    assert "1 indicator added" in backwards
    same = read(client, f"{framework.get_absolute_url()}versions/?from=1&to=1")
    assert "No indicator was added, changed or retired." in same
    chinese = read(client, f"/zh-hans/results/{framework.slug}/versions/")
    assert WHY.zh in chinese
    assert "表述更准确。" in chinese


def test_the_real_frameworks_say_of_their_first_version_what_the_sources_say(client: Client) -> None:
    programme = read(client, "/en/results/prf/versions/")
    assert "Ministerial Conference" in programme
    assert "31 indicators added" in programme
    health = read(client, "/en/results/health-results-framework/versions/")
    assert "9 indicators added" in health
    assert health.count("not said") == 2


def test_versions_take_the_same_number_of_queries(client: Client, placements: list[IndicatorPlacement]) -> None:
    counts = []
    for slug in (placements[0].framework.slug, "health-results-framework", "prf"):
        with CaptureQueriesContext(connection) as taken:
            read(client, f"/en/results/{slug}/versions/")
        counts.append(len(taken))
    assert len(set(counts)) == 1


def test_an_overridden_rating_says_what_the_figures_propose_and_why(client: Client, placements: list[IndicatorPlacement]) -> None:
    ProgressEntry.objects.create(
        cycle=progress.cycle(),
        indicator=placements[0].indicator,
        narrative_en="Told.",
        narrative_zh_hans="已说明。",
        state=EntryState.APPROVED,
        rating=Rating.DELAYED,
        proposed_rating=Rating.ON_TRACK,
        rating_reason_en="Half of it is a one-off.",
        rating_reason_zh_hans="其中一半为一次性成果。",
    )
    for address in (placements[0].framework.get_absolute_url(), placements[0].indicator.get_absolute_url()):
        page = read(client, address)
        assert "on track" in page
        assert "delayed" in page
        assert "Half of it is a one-off." in page
    assert "其中一半为一次性成果。" in read(client, f"/zh-hans/results/{placements[0].framework.slug}/")


def test_an_indicator_shared_by_two_frameworks_is_stored_once(client: Client) -> None:
    shared = IndicatorPlacement.objects.get(framework__slug="prf", indicator__code="HRF-01")
    assert {each.framework for each in shared.indicator.placements.all()} == set(Framework.objects.public())
    page = read(client, shared.indicator.get_absolute_url())
    assert "HLT OC 1" in page
