"""The health catalogue as loaded: members, bodies, themes, events, documents, grants and official terms."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.db import models

from base.dates import Precision
from knowledge.enums import AwardStatus, BodyState, DocumentStatus, DocumentType, EventStatus, ThemeKind
from knowledge.models import (
    Body,
    Country,
    Document,
    Event,
    FundingAward,
    FundingOpportunity,
    GlossaryTerm,
    IhrCapacity,
    MeetingOutcome,
    Theme,
    Unit,
)

pytestmark = pytest.mark.django_db

REAL = {"is_sample": False}
SHORT_FORMS = {
    "ADB",
    "CAREC",
    "CARINFONET",
    "COVID-19",
    "CPMM",
    "DEfR",
    "IHR",
    "MC",
    "NFP",
    "PRF",
    "PSM SWGH",
    "RIF",
    "SOM",
    "TA",
    "UHC",
    "WGH",
}
EVENTS = {
    "som-2024-05": (date(2024, 5, 30), date(2024, 5, 31), "day", "held"),
    "wgh-5-2023": (date(2023, 11, 2), date(2023, 11, 3), "day", "held"),
    "regulators-dialogue-2023": (date(2023, 7, 1), date(2023, 9, 30), "month", "held"),
    "regulators-side-meeting-2023": (date(2023, 11, 1), None, "month", "held"),
    "supply-chain-firm-2023": (date(2023, 10, 1), None, "month", "held"),
    "global-health-security-summit-2024": (date(2024, 1, 10), None, "day", "held"),
    "regulation-procurement-synergies-2024": (date(2024, 2, 1), None, "month", "held"),
    "psm-swgh-1-2024": (date(2024, 3, 1), None, "month", "held"),
    "psm-swgh-2-2024": (date(2024, 4, 1), None, "month", "held"),
    "pandemic-fund-round-2-deadline": (date(2024, 5, 17), None, "day", "held"),
    "skills-inception-2022": (date(2022, 5, 1), None, "month", "held"),
    "skills-working-group-1-2024": (date(2024, 2, 29), date(2024, 3, 1), "day", "held"),
    "health-webinars": (None, None, "unknown", "held"),
    "cybersecurity-webinar-2024": (date(2024, 7, 1), date(2024, 12, 31), "half", "planned"),
    "migrant-records-workshop": (None, None, "unknown", "planned"),
}


def slugs(found: models.QuerySet) -> set[str]:
    return set(found.values_list("slug", flat=True))


def test_members_and_bodies() -> None:
    members = set(Country.objects.filter(is_member=True).values_list("iso3", flat=True))
    assert members == {"AFG", "AZE", "CHN", "GEO", "KAZ", "KGZ", "MNG", "PAK", "TJK", "TKM", "UZB"}
    group = Body.objects.get(slug="working-group-health")
    assert (group.acronym, group.parent.slug, group.sector.slug) == ("WGH", "senior-officials-meeting", "sector-hlt")
    assert group.parent.parent.slug == "ministerial-conference"
    assert group.members.count() == 11
    assert slugs(group.children.all()) == {"psm-swgh", "hrh-swg"}
    assert Body.objects.get(slug="hrh-swg").state == BodyState.PLANNED
    assert slugs(Body.objects.filter(state=BodyState.PROPOSED)) == {"agricultural-universities-network"}


def test_themes_of_the_strategy() -> None:
    strategy = Theme.objects.filter(strategy__slug="carec-health-strategy-2030")
    pillars = strategy.filter(kind=ThemeKind.PILLAR)
    assert list(pillars.values_list("slug", "code")) == [(f"pillar-{n}", str(n)) for n in range(1, 5)]
    assert slugs(strategy.filter(kind=ThemeKind.CROSS_CUTTING)) == {"digital-health", "gender-and-health"}
    assert IhrCapacity.objects.count() == 13


def test_participations_participants_and_persons_are_three_units() -> None:
    assert Unit.objects.filter(slug__in=["participations", "participants", "persons"]).count() == 3


@pytest.mark.parametrize(("slug", "expected"), EVENTS.items(), ids=EVENTS)
def test_event(slug: str, expected: tuple[date | None, date | None, str, str]) -> None:
    event = Event.objects.get(slug=slug)
    assert (event.starts_on, event.ends_on, event.precision, event.status) == (
        *expected[:2],
        Precision(expected[2]),
        EventStatus(expected[3]),
    )


def test_events_and_what_was_decided() -> None:
    assert slugs(Event.objects.filter(**REAL)) == set(EVENTS)
    assert Event.objects.get(slug="regulators-side-meeting-2023").part_of.slug == "wgh-5-2023"
    roles = Event.objects.get(slug="wgh-5-2023").hosts.values_list("country__iso3", "role_en")
    assert list(roles) == [("GEO", "CAREC chair country"), ("KAZ", "Host country")]
    decisions = MeetingOutcome.objects.filter(event__slug="wgh-5-2023")
    assert decisions.count() == 3
    assert decisions.filter(decision_en__contains="fully endorsed").count() == 2
    assert "20 years" in decisions.get(theme__slug="climate-and-health").decision_en


def test_documents() -> None:
    assert Document.objects.filter(**REAL).count() == 20
    assert slugs(Document.objects.filter(document_type=DocumentType.TECHNICAL_ASSISTANCE)) == {
        "ta-health-threats",
        "ta-skills-development",
    }
    assert slugs(Document.objects.filter(status=DocumentStatus.DUE)) == {
        "procurement-feasibility-study",
        "supply-chain-risk-management-plan",
        "market-information-pilot-report",
    }
    assert Document.objects.get(slug="carec-health-strategy-2030").endorsed_on == date(2021, 11, 17)


def test_facts_from_outside_the_meeting_papers_say_so() -> None:
    for record, said in (
        (Event.objects.get(slug="som-2024-05"), "CAREC Institute"),
        (Document.objects.get(slug="carec-health-strategy-2030"), "adb.eventsair.com"),
        (Document.objects.get(slug="ta-health-threats"), "ADB"),
    ):
        assert said in record.source_note_en
        assert record.source_note_zh_hans
    assert "dates it to March 2022" in Body.objects.get(slug="working-group-health").founded_en


def test_grants() -> None:
    awards = {award.slug: award for award in FundingAward.objects.all()}
    region = awards["pandemic-fund-central-asia"]
    assert (region.amount, region.currency, region.status) == (Decimal(27_000_000), "USD", AwardStatus.RAISED)
    assert set(region.countries.values_list("iso3", flat=True)) == {"KAZ", "KGZ", "TJK", "TKM", "UZB"}
    kazakhstan = awards["pandemic-fund-kazakhstan"]
    assert (kazakhstan.amount, kazakhstan.status) == (Decimal(19_000_000), AwardStatus.RECEIVED)
    applying = awards["pandemic-fund-pakistan-georgia"]
    assert (applying.amount, applying.status) == (None, AwardStatus.APPLYING)
    assert set(applying.countries.values_list("iso3", flat=True)) == {"PAK", "GEO"}
    assert FundingOpportunity.objects.get(slug="pandemic-fund-round-2").closes_on == date(2024, 5, 17)
    assert len(awards) == 3


def test_glossary() -> None:
    shorts = list(GlossaryTerm.objects.exclude(abbreviation="").values_list("abbreviation", flat=True))
    assert set(shorts) >= SHORT_FORMS
    assert len(shorts) == len(set(shorts))  # no short form has two meanings
    assert GlossaryTerm.objects.count() == 153
