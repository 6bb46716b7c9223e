"""Files behind figures and entries: private unless they and what they belong to are public."""

from __future__ import annotations

import hashlib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import Settings

from accounts.models import User
from knowledge.models import Country
from results.enums import EntryState
from results.models import EvidenceFile, Measure, Observation, ProgressEntry
from tests import people
from tests.observations import builders
from tests.observations.builders import half

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7 a list of participants"


@pytest.fixture(autouse=True)
def evidence_of_the_test(settings: Settings, tmp_path: object) -> None:
    settings.STORAGES = {
        **settings.STORAGES,
        "evidence": {"BACKEND": "base.storage.WholeFileStorage", "OPTIONS": {"location": tmp_path, "base_url": None}},
    }


@pytest.fixture
def measure() -> Measure:
    made = builders.measure()
    builders.publish(made.indicator)
    return made


def file_of(owner: Observation | ProgressEntry, *, is_public: bool = True) -> EvidenceFile:
    kind = "observation" if isinstance(owner, Observation) else "entry"
    return EvidenceFile.objects.create(
        **{kind: owner}, title_en="List", title_zh_hans="名单", file=SimpleUploadedFile("list.pdf", PDF), is_public=is_public
    )


def status(file: EvidenceFile, user: User | None = None) -> int:
    client = Client()
    if user:
        client.force_login(user)
    return client.get(f"/en/results/evidence/{file.pk}/").status_code


def test_a_public_file_comes_as_a_download(measure: Measure, client: Client) -> None:
    file = file_of(builders.observation(measure, 5, **half(2031, 1)))
    assert file.sha256 == hashlib.sha256(PDF).hexdigest()
    response = client.get(f"/en/results/evidence/{file.pk}/")
    assert b"".join(response.streaming_content) == PDF
    assert response["Content-Disposition"].startswith("attachment")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Type"] == "application/pdf"
    assert "no-store" in response["Cache-Control"]


def test_a_file_is_private_unless_it_is_said_to_be_public(measure: Measure) -> None:
    file = file_of(builders.observation(measure, 5, **half(2031, 1)), is_public=False)
    assert (status(file), status(file, people.editor())) == (404, 200)


def test_a_file_of_a_hidden_indicator_is_hidden() -> None:
    file = file_of(builders.observation(builders.measure(), 5, **half(2031, 1)))
    assert (status(file), status(file, people.editor())) == (404, 200)


@pytest.mark.parametrize(
    ("state", "public"),
    [
        (EntryState.DRAFT, 404),
        (EntryState.SUBMITTED, 404),
        (EntryState.RETURNED, 404),
        (EntryState.APPROVED, 200),
        ("published", 200),
    ],
)
def test_a_drafts_file_never_leaks(measure: Measure, state: str, public: int) -> None:
    georgia, kazakhstan = (Country.objects.get(iso3=iso3) for iso3 in ("GEO", "KAZ"))
    entry = builders.entry(measure)
    ProgressEntry.objects.filter(pk=entry.pk).update(state=state, country=georgia)
    entry.refresh_from_db()
    file = file_of(entry)
    assert status(file) == public
    assert status(file, people.focal_point(country=kazakhstan)) == public
    assert status(file, people.focal_point(country=georgia)) == 200
    assert status(file, people.editor()) == 200


def test_a_focal_point_does_not_see_another_countrys_private_evidence(measure: Measure) -> None:
    file = file_of(builders.observation(measure, 5, country="GEO", **half(2031, 1)), is_public=False)
    georgia, kazakhstan = (Country.objects.get(iso3=iso3) for iso3 in ("GEO", "KAZ"))
    assert status(file, people.focal_point(country=georgia)) == 200
    assert status(file, people.focal_point(country=kazakhstan)) == 404


def test_what_is_not_what_it_says_is_refused(measure: Measure) -> None:
    from django.core.exceptions import ValidationError

    observation = builders.observation(measure, 5, **half(2031, 1))
    false = SimpleUploadedFile("list.pdf", b"<script>alert(1)</script>")
    with pytest.raises(ValidationError) as raised:
        EvidenceFile(observation=observation, title_en="List", title_zh_hans="名单", file=false).full_clean()
    assert set(raised.value.error_dict) == {"file"}
