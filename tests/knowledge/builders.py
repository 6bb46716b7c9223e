"""Entries of the catalogue in the states that tests need, apart from the loaded content."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from itertools import count

from django.core.files.base import ContentFile

from base.uploads import sha256_of
from knowledge.enums import (
    AwardStatus,
    BodyKind,
    DocumentType,
    EventKind,
    EventStatus,
    MaterialKind,
    OrganisationKind,
    PublicationState,
    ThemeKind,
)
from knowledge.models import (
    Body,
    Country,
    CountryBrief,
    Document,
    DocumentFile,
    Event,
    EventMaterial,
    FundingAward,
    FundingOpportunity,
    GlossaryTerm,
    Organisation,
    Resource,
    Solution,
    Theme,
    Training,
)

_number = count(1)
PDF = b"%PDF-1.7 a test"


def _entry(
    model: type[Resource], *, countries: tuple = (), themes: tuple = (), state: str = PublicationState.PUBLISHED, **fields: object
) -> Resource:
    """An entry called “Zanzibar 7” and “测试条目7”: words that the loaded content does not hold."""
    number = next(_number)
    names = {"slug": f"test-entry-{number}", "title_en": f"Zanzibar {number}", "title_zh_hans": f"测试条目{number}"}
    made = model.objects.create(state=state, **names | fields)
    made.countries.set(countries)
    made.themes.set(themes)
    return made


def event(**fields: object) -> Event:
    return _entry(Event, **{"kind": EventKind.WEBINAR, "status": EventStatus.HELD, "starts_on": date(2031, 3, 4)} | fields)


def document(**fields: object) -> Document:
    return _entry(Document, **{"document_type": DocumentType.STUDY, "year": 2031} | fields)


def training(**fields: object) -> Training:
    return _entry(Training, **{"location": "Almaty", "duration": "2 weeks", "teaching_languages": "English"} | fields)


def solution(**fields: object) -> Solution:
    return _entry(Solution, **{"threat": "Measles"} | fields)


def fund(**fields: object) -> FundingOpportunity:
    return _entry(FundingOpportunity, **{"funder": organisation()} | fields)


def brief(**fields: object) -> CountryBrief:
    return _entry(CountryBrief, **{"country": kazakhstan(), "year": 2031} | fields)


BUILDERS = {"events": event, "documents": document, "trainings": training, "solutions": solution, "funding": fund, "briefs": brief}


def kazakhstan() -> Country:
    return Country.objects.get(iso3="KAZ")


def organisation(**fields: object) -> Organisation:
    number = next(_number)
    usual = {"slug": f"test-organisation-{number}", "name_en": f"Fund {number}", "kind": OrganisationKind.FUND}
    return Organisation.objects.create(**usual | fields)


def award(opportunity: FundingOpportunity, *, amount: str | None, currency: str = "USD", countries: tuple = ()) -> FundingAward:
    number = next(_number)
    made = FundingAward.objects.create(
        slug=f"test-award-{number}",
        opportunity=opportunity,
        beneficiary_en=f"Beneficiary {number}",
        amount=None if amount is None else Decimal(amount),
        currency=currency,
        status=AwardStatus.RECEIVED,
    )
    made.countries.set(countries)
    return made


def theme(*, parent: Theme | None = None, strategy: Document | None = None) -> Theme:
    number = next(_number)
    return Theme.objects.create(
        slug=f"test-theme-{number}",
        kind=ThemeKind.SECTOR,
        name_en=f"Zanzibar theme {number}",
        name_zh_hans=f"测试主题{number}",
        parent=parent,
        strategy=strategy,
    )


def body(*, parent: Body | None = None) -> Body:
    number = next(_number)
    return Body.objects.create(
        slug=f"test-body-{number}",
        kind=BodyKind.WORKING_GROUP,
        name_en=f"Zanzibar group {number}",
        name_zh_hans=f"测试工作组{number}",
        parent=parent,
    )


def term(**fields: object) -> GlossaryTerm:
    return GlossaryTerm.objects.create(slug=f"test-term-{next(_number)}", **fields)


def document_file(of: Document, *, language: str = "en", name: str = "paper.pdf") -> DocumentFile:
    content = ContentFile(PDF, name=name)
    return DocumentFile.objects.create(document=of, language=language, file=content, sha256=sha256_of(content), size=len(PDF))


def material(of: Event, *, name: str = "slides.pdf", order: int = 1, **fields: object) -> EventMaterial:
    return EventMaterial.objects.create(
        event=of, order=order, kind=MaterialKind.SLIDES, title_en="Slides", file=ContentFile(PDF, name=name), **fields
    )
