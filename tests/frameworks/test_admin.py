"""Versions are prepared and confirmed in the admin, and placements change by them alone."""

from __future__ import annotations

import pytest
from django.http import HttpResponse
from django.test import Client

from results.enums import VersionState
from results.models import Framework, FrameworkVersion, Indicator, IndicatorPlacement
from tests import people
from tests.admin.posting import address_of, form_at
from tests.frameworks import builders

pytestmark = pytest.mark.django_db


def step(client: Client, record: Framework | FrameworkVersion, name: str, note: str = "") -> str:
    return press(client, record, name, note).content.decode()


def press(client: Client, record: Framework | FrameworkVersion, name: str, note: str = "") -> HttpResponse:
    """Press a button as somebody does who has just read the page."""
    posted = {"note": note, "seen_version": client.get(address_of(record)).context["seen_version"]}
    return client.post(address_of(record, f"step/{name}"), posted, follow=True)


def at(version: FrameworkVersion, *steps: object) -> str:
    return f"/admin/results/frameworkversion/{version.pk}/{'/'.join(str(each) for each in steps)}/"


@pytest.fixture
def placements() -> list[IndicatorPlacement]:
    framework, placements = builders.framework_with(3)
    builders.confirmed(framework)
    return placements


def test_from_preparing_to_confirming(client: Client, placements: list[IndicatorPlacement]) -> None:
    first, second, third = placements
    framework = first.framework
    client.force_login(people.editor())
    assert "A version is being prepared." in step(client, framework, "prepare")
    version = framework.versions.get(state=VersionState.DRAFT)

    reason = {"reason_en": "It ceased.", "reason_zh_hans": "已停用。"}
    assert client.post(at(version, "retire", first.pk), {"reason_en": "Half"}).status_code == 200  # asks for the other language
    assert client.post(at(version, "retire", first.pk), reason).status_code == 302
    changed = {"result": second.result_id, "code": "OTHER", "order": 3, "is_headline": "on", **reason}
    assert client.post(at(version, "change", second.pk), changed).status_code == 302
    new = Indicator.objects.get(code="HRF-02")
    assert client.post(at(version, "place"), {"indicator": new.pk, "result": third.result_id, "code": third.code, "order": 0})
    taken = client.post(at(version, "place"), {"indicator": new.pk, "result": third.result_id, "code": third.code, "order": 0})
    assert "already has an indicator with this code" in taken.content.decode()
    placed = {"indicator": new.pk, "result": third.result_id, "code": "NEW", "order": 4}
    assert client.post(at(version, "place"), placed).status_code == 302
    page = client.get(address_of(version)).content.decode()
    for words in ("OTHER", "NEW", "It ceased.", "retired"):
        assert words in page
    assert client.post(at(version, "undo", first.pk)).status_code == 302
    assert sorted(framework.placements.at_version(2).values_list("code", flat=True)) == sorted(
        [first.code, "OTHER", third.code, "NEW"]
    )

    posted = form_at(client, address_of(version))
    body = framework.versions.get(number=1).confirmed_by
    posted |= {"note_en": "More exact.", "note_zh_hans": "更准确。", "confirmed_by": body.pk, "confirmed_on": "2031-06-01"}
    assert client.post(address_of(version), posted).status_code == 302
    assert "You may not confirm" in step(client, version, "confirm")
    client.force_login(people.reviewer())
    told = [str(message) for message in press(client, version, "confirm").context["messages"]]
    assert told == ["Confirmed."]
    assert sorted(framework.placements.current().values_list("code", flat=True)) == sorted([first.code, "OTHER", third.code, "NEW"])


def test_a_draft_is_discarded_and_leads_back_to_the_framework(client: Client, placements: list[IndicatorPlacement]) -> None:
    framework = placements[0].framework
    client.force_login(people.editor())
    version = builders.draft(framework)
    answer = press(client, version, "discard")
    assert answer.redirect_chain == [(address_of(framework), 302)]
    assert framework.versions.count() == 1


def test_placements_are_read_only_once_a_version_is_confirmed(client: Client, placements: list[IndicatorPlacement]) -> None:
    client.force_login(people.administrator())
    assert client.post(address_of(placements[0]), {"code": "X"}).status_code == 403
    assert client.post(address_of(placements[0], "delete"), {"post": "yes"}).status_code == 403
    framework = placements[0].framework
    assert 'name="placements-0-code"' not in client.get(address_of(framework)).content.decode()
    client.post(address_of(framework), form_at(client, address_of(framework)) | {"placements-0-code": "X"})  # forged
    assert not framework.placements.filter(code="X").exists()
    unversioned, (free,) = builders.framework_with(1)
    page = client.get(address_of(unversioned)).content.decode()
    assert f'name="placements-0-code" value="{free.code}"' in page


def test_a_confirmed_version_takes_a_corrected_note_and_nothing_else(client: Client, placements: list[IndicatorPlacement]) -> None:
    version = placements[0].framework.versions.get()
    client.force_login(people.administrator())
    posted = form_at(client, address_of(version)) | {"note_en": "Told better.", "confirmed_on": "1999-01-01", "state": "draft"}
    assert client.post(address_of(version), posted).status_code == 302
    before = version.confirmed_on
    version.refresh_from_db()
    assert (version.note_en, str(version.confirmed_on), version.state) == ("Told better.", str(before), VersionState.CONFIRMED)
    for page in ("place", f"retire/{placements[0].pk}", f"change/{placements[0].pk}"):
        assert client.get(at(version, page)).status_code == 403


def test_publishing_with_gaps_asks_why(client: Client) -> None:
    framework, (placement,) = builders.framework_with(1, is_public=False)
    placement.indicator.measures.get().observations.all().delete()
    client.force_login(people.reviewer())
    page = client.get(address_of(framework)).content.decode()
    assert "Why is it published although something is missing?" in page
    assert f"{placement.code} (baseline)" in step(client, framework, "publish")
    assert "Published." in step(client, framework, "publish_with_gaps", "The survey is on its way.")
    framework.refresh_from_db()
    assert (framework.is_public, framework.gaps_reason) == (True, "The survey is on its way.")


def test_indicators_are_found_by_their_cross_cutting_theme(client: Client) -> None:
    client.force_login(people.editor())
    indicator = Indicator.objects.get(code="HRF-03")
    theme = indicator.cross_cutting.get()
    page = client.get(f"/admin/results/indicator/?cross_cutting__id__exact={theme.pk}").content.decode()
    assert "HRF-03" in page
    assert "HRF-02" not in page
    form = client.get(address_of(indicator)).content.decode()
    assert 'name="cross_cutting"' in form
    assert form.count('name="cross_cutting"') == 6  # the cross-cutting themes, and none of the pillars
