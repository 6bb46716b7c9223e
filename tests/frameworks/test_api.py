"""Programs ask for headline indicators, for a cross-cutting theme, and see what was retired and why."""

from __future__ import annotations

import pytest
from django.test import Client

from knowledge.enums import ThemeKind
from knowledge.models import Theme
from results.services import framework_versions as versions
from tests import people
from tests.frameworks import builders
from tests.frameworks.builders import WHY

pytestmark = pytest.mark.django_db


def codes(client: Client, query: str) -> list[str]:
    answer = client.get(f"/api/v1/indicators/?{query}")
    assert answer.status_code == 200
    return [each["code"] for each in answer.json()["results"]]


def test_headline_and_tracked_only(client: Client) -> None:
    framework, (first, second) = builders.framework_with(2)
    first.is_headline = True
    first.save()
    assert codes(client, f"framework={framework.slug}&headline=true") == [first.indicator.code]
    assert codes(client, f"framework={framework.slug}&headline=false") == [second.indicator.code]


def test_by_cross_cutting_theme(client: Client) -> None:
    assert codes(client, "tag=gender-and-health") == ["HRF-03", "HRF-09"]
    assert codes(client, "tag=gender") == ["HLT-OP-2"]
    assert client.get("/api/v1/indicators/HRF-03/").json()["cross_cutting"] == ["gender-and-health"]
    assert not Theme.objects.filter(tagged_indicators__isnull=False).exclude(kind=ThemeKind.CROSS_CUTTING).exists()


def test_a_retired_indicator_stays_readable_and_says_why(client: Client) -> None:
    framework, (first, second) = builders.framework_with(2)
    builders.confirmed(framework)
    version = builders.draft(framework)
    versions.retire_placement(placement=first, version=version, by=people.editor(), reason=WHY)
    address = f"/api/v1/indicators/{first.indicator.code}/?lang=both"
    (before,) = client.get(address).json()["placements"]
    assert (before["added_in"], before["retired_in"]) == (1, None)
    assert before["retirement_reason"] == {"zh-hans": None, "en": None}  # a draft is nobody else's business
    assert len(codes(client, f"framework={framework.slug}")) == 2

    builders.confirm(version)
    (after,) = client.get(address).json()["placements"]
    assert (after["retired_in"], after["retirement_reason"]) == (2, {"zh-hans": WHY.zh, "en": WHY.en})
    assert codes(client, f"framework={framework.slug}") == [second.indicator.code]
    figures = client.get(f"/api/v1/observations/?indicator={first.indicator.code}").json()["results"]
    assert [figure["kind"] for figure in figures] == ["baseline", "actual"]


def test_what_only_a_draft_places_is_not_there(client: Client) -> None:
    framework, (first,) = builders.framework_with(1)
    _other, (hidden,) = builders.framework_with(1, is_public=False)
    builders.confirmed(framework)
    version = builders.draft(framework)
    versions.place_indicator(version=version, result=first.result, indicator=hidden.indicator, code="NEW", by=people.editor())
    assert client.get(f"/api/v1/indicators/{hidden.indicator.code}/").status_code == 404
    builders.confirm(version)
    assert client.get(f"/api/v1/indicators/{hidden.indicator.code}/").status_code == 200
