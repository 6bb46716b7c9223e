"""Entries for programs: read and written by those who work on them, in the version that was read, through review."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.test import Client

from knowledge.models import Country, Unit
from results.enums import EntryState, ObservationKind, Rating, Sex
from results.models import EntryFigure, Measure, Observation, ProgressEntry
from results.services import reviewing
from tests import people
from tests.results import builders

pytestmark = pytest.mark.django_db


@pytest.fixture
def entry() -> ProgressEntry:
    """A draft without figures; its indicator counts one thing."""
    made = builders.entry(author=None)
    unit = Unit.objects.get_or_create(slug="test-unit", defaults={"name_en": "things", "name_zh_hans": "项"})[0]
    Measure.objects.create(indicator=made.indicator, code="things", name_en="Things", name_zh_hans="事项", unit=unit)
    return made


def as_(user: object) -> Client:
    client = Client()
    client.force_login(user)
    return client


def address(entry: ProgressEntry, step: str = "") -> str:
    return f"/api/v1/entries/{entry.pk}/{step}{'/' if step else ''}"


def tag(client: Client, entry: ProgressEntry) -> str:
    return client.get(address(entry))["ETag"]


def patch(client: Client, entry: ProgressEntry, told: dict, etag: str | None = None, status: int = 200) -> dict:
    etag = tag(client, entry) if etag is None else etag
    answer = client.patch(f"{address(entry)}?lang=both", told, content_type="application/json", headers={"If-Match": etag})
    assert answer.status_code == status, answer.content
    return answer.json()


def take(client: Client, entry: ProgressEntry, step: str, told: dict | None = None, status: int = 200) -> dict:
    etag = tag(client, entry)
    answer = client.post(address(entry, step), told or {}, content_type="application/json", headers={"If-Match": etag})
    assert answer.status_code == status, answer.content
    return answer.json()


TEXT = {"zh-hans": "已完成三项。", "en": "Three were done."}


def test_an_entry_is_written_with_its_figures_and_read_back(entry: ProgressEntry) -> None:
    client = as_(people.editor())
    told = patch(client, entry, {"narrative": TEXT, "figures": [{"measure": "things", "value": "3"}]})
    assert told["narrative"] == TEXT
    assert told["state"] == "draft"
    assert told["figures"] == [
        {
            **{"measure": "things", "unit": "test-unit", "sex": "all", "category": None, "state": "reported", "operator": "equal"},
            **{"value": "3", "numerator": None, "denominator": None, "scale_step": None},
            **{name: {"zh-hans": None, "en": None} for name in ("text", "note", "override_reason", "correction_reason")},
        }
    ]
    assert EntryFigure.objects.get(entry=entry).value == Decimal(3)
    assert client.get(f"{address(entry)}?lang=en").json()["narrative"] == TEXT["en"]


def test_an_older_version_is_refused_with_the_newer_one_and_nothing_is_written(entry: ProgressEntry) -> None:
    one, other = as_(people.editor()), as_(people.editor())
    seen = tag(one, entry)
    patch(other, entry, {"narrative": TEXT})
    refused = patch(one, entry, {"narrative": {"zh-hans": "另一段。", "en": "Another."}}, etag=seen, status=412)
    assert refused["stored"]["narrative"] == TEXT
    entry.refresh_from_db()
    assert entry.narrative_en == TEXT["en"]
    patch(one, entry, {"narrative": {"zh-hans": "另一段。", "en": "Another."}}, etag=refused["etag"])
    entry.refresh_from_db()
    assert entry.narrative_en == "Another."


def test_figures_alone_make_a_new_version_too(entry: ProgressEntry) -> None:
    client = as_(people.editor())
    seen = tag(client, entry)
    patch(client, entry, {"figures": [{"measure": "things", "value": "1"}]})
    patch(client, entry, {"figures": [{"measure": "things", "value": "2"}]}, etag=seen, status=412)
    assert EntryFigure.objects.get(entry=entry).value == Decimal(1)


def test_without_a_version_nothing_is_written(entry: ProgressEntry) -> None:
    answer = as_(people.editor()).patch(address(entry), {"narrative": TEXT}, content_type="application/json")
    assert answer.status_code == 428


def test_the_whole_way_through_review(entry: ProgressEntry) -> None:
    editor, reviewer = as_(people.editor()), as_(people.reviewer())
    patch(editor, entry, {"narrative": TEXT, "figures": [{"measure": "things", "value": "3"}]})
    assert take(editor, entry, "submit")["state"] == "submitted"
    assert take(reviewer, entry, "return", {"note": "Name the three."})["review_note"] == "Name the three."
    assert take(editor, entry, "submit")["state"] == "submitted"
    assert not Observation.objects.filter(measure__indicator=entry.indicator).exists()
    assert take(reviewer, entry, "approve")["state"] == "approved"
    observation = Observation.objects.get(measure__indicator=entry.indicator)
    assert (observation.value, observation.kind, observation.sex) == (Decimal(3), ObservationKind.ACTUAL, Sex.ALL)
    assert take(reviewer, entry, "publish")["state"] == "published"
    entry.refresh_from_db()
    assert entry.published_at is not None


def test_an_author_never_approves(entry: ProgressEntry) -> None:
    client = as_(people.administrator())
    patch(client, entry, {"narrative": TEXT})
    take(client, entry, "submit")
    take(client, entry, "approve", status=403)
    entry.refresh_from_db()
    assert entry.state == EntryState.SUBMITTED


def test_what_a_service_refuses_is_told_and_nothing_is_half_written(entry: ProgressEntry) -> None:
    client = as_(people.editor())
    wrong = {"narrative": TEXT, "figures": [{"measure": "things", "value": "3", "state": "not_available"}]}
    refused = patch(client, entry, wrong, status=400)
    assert "has no value" in str(refused)
    entry.refresh_from_db()
    assert entry.narrative_en != TEXT["en"]
    ProgressEntry.objects.filter(pk=entry.pk).update(narrative_zh_hans="")
    take(client, entry, "submit", status=400)


@pytest.mark.parametrize(
    ("told", "where"),
    [
        ({"narrative": "one language"}, "narrative"),
        ({"narrative": {"en": "only"}}, "narrative"),
        ({"rating": "brilliant"}, "rating"),
        ({"figures": [{"measure": "unheard-of"}]}, "figures"),
        ({"figures": [{"measure": "things", "category": {"dimension": "age", "code": "old"}}]}, "figures"),
        ({"figures": [{"measure": "things", "scale_step": "high"}]}, "figures"),
        ({"figures": [{"measure": "things", "value": "many"}]}, "figures"),
    ],
)
def test_bad_input_is_named(entry: ProgressEntry, told: dict, where: str) -> None:
    assert where in patch(as_(people.editor()), entry, told, status=400)


def test_a_focal_point_reads_and_writes_the_own_country_alone() -> None:
    georgia, kazakhstan = (Country.objects.get(iso3=code) for code in ("GEO", "KAZ"))
    own, foreign, region = (builders.entry(author=None) for _each in range(3))
    for entry, country in ((own, georgia), (foreign, kazakhstan)):
        ProgressEntry.objects.filter(pk=entry.pk).update(country=country)
    client = as_(people.focal_point(country=georgia))
    assert [each["id"] for each in client.get("/api/v1/entries/").json()["results"] if each["country"] is None] == []
    assert client.get(f"/api/v1/entries/?indicator={own.indicator.code}").json()["count"] == 1
    patch(client, own, {"narrative": TEXT})
    for entry in (foreign, region):
        assert client.get(address(entry)).status_code == 404
        answer = client.patch(
            address(entry), {"rating": "on_track"}, content_type="application/json", headers={"If-Match": '"1.en"'}
        )
        assert answer.status_code == 404


def test_nobody_without_a_part_in_it_reads_working_copies(entry: ProgressEntry) -> None:
    assert Client().get("/api/v1/entries/").status_code == 403
    assert Client().get(address(entry)).status_code == 403
    assert as_(people.person()).get("/api/v1/entries/").json()["count"] == 0


def test_entries_are_filtered(entry: ProgressEntry) -> None:
    client = as_(people.reviewer())
    found = client.get(f"/api/v1/entries/?indicator={entry.indicator.code}&state=draft&regional=true").json()
    assert [each["id"] for each in found["results"]] == [entry.pk]
    assert client.get(f"/api/v1/entries/?indicator={entry.indicator.code}&state=approved").json()["count"] == 0


def test_a_list_costs_the_same_however_long(entry: ProgressEntry, django_assert_num_queries: object) -> None:
    client = as_(people.reviewer())
    client.get("/api/v1/entries/?page=1")
    with django_assert_num_queries(7):
        client.get(f"/api/v1/entries/?indicator={entry.indicator.code}")
    for country in Country.objects.all()[:3]:
        made = ProgressEntry.objects.create(cycle=entry.cycle, indicator=entry.indicator, country=country)
        EntryFigure.objects.create(entry=made, measure=entry.indicator.measures.get(), value=1)
    with django_assert_num_queries(7):
        assert client.get(f"/api/v1/entries/?indicator={entry.indicator.code}").json()["count"] == 4


def test_the_rating_and_its_reason_are_told_to_everyone_once_approved(entry: ProgressEntry) -> None:
    author = people.editor()
    entry.narrative_en, entry.narrative_zh_hans, entry.rating = TEXT["en"], TEXT["zh-hans"], Rating.ON_TRACK
    entry.rating_reason_en, entry.rating_reason_zh_hans = "No target is set.", "尚未设定目标值。"
    reviewing.record(entry=entry, by=author)
    reviewing.submit(entry=entry, by=author)
    reviewing.approve(entry=entry, by=people.reviewer())
    told = as_(people.reviewer()).get(f"/api/v1/progress/?indicator={entry.indicator.code}&lang=both").json()["results"]
    assert [(each["rating"], each["proposed"], each["reason"]["zh-hans"]) for each in told] == [
        ("on_track", "not_rated", "尚未设定目标值。")
    ]
