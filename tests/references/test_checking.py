"""A reference to nothing is an error of the field that holds it, wherever the text is saved."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from modeltranslation.translator import translator

from base.text import Text, text_of
from knowledge.models import Country
from results.models import Challenge, CountryProgress, EntryFigure, ProgressEntry, ReportSection
from results.references import faults_of
from results.services import reviewing
from tests import people
from tests.admin.posting import address_of, form_at
from tests.references.building import YEAR, counted, tell
from tests.results import builders

pytestmark = pytest.mark.django_db

LIVE = (ProgressEntry, CountryProgress, Challenge, ReportSection)


@pytest.mark.parametrize(
    ("reference", "reason"),
    [
        ("{{ NONE-1@2031 }}", "there is no indicator NONE-1"),
        ("{{ CK-1:persons@2031 }}", "CK-1 has no measure “persons”, only: people"),
        ("{{ CK-1:people@2032 }}", "CK-1:people has no figure for 2032, only for: 2031"),
        ("{{ CK-1/XXX@2031 }}", "there is no country XXX"),
        ("{{ CK-1/GEO@2031 }}", "CK-1/GEO has no figure for 2031"),
        ("{{ CK-1@baseline }}", "CK-1 has no figure for baseline"),
        ("{{ CK-1 }}", "it is not written as CODE:measure@period"),
        ("{{ CK-1@2031", "it has no closing braces"),
    ],
)
def test_each_fault_names_the_reference_and_says_why(reference: str, reason: str) -> None:
    tell(counted("CK-1"), *YEAR, 5)
    assert faults_of(Text(en=f"Told: {reference}")) == {"en": [f"{reference}: {reason}."]}


def test_both_languages_refer_to_the_same_figures() -> None:
    tell(counted("CK-2"), *YEAR, 5)

    assert faults_of(Text(zh="{{ CK-2@2031 }}", en="{{ ck-2:people@2031-01..2031-12|number }}")) == {}
    assert faults_of(Text(zh="{{ CK-2@2031 }}")) == {}
    assert faults_of(Text(zh="五人", en="{{ CK-2@2031 }}")) == {
        "zh-hans": ["{{ CK-2@2031 }} stands in the other language and is missing here."]
    }


def test_a_figure_that_is_being_written_may_be_referred_to() -> None:
    measure = counted("CK-3")
    entry = ProgressEntry.objects.create(cycle=builders.cycle(year=2031), indicator=measure.indicator)
    assert faults_of(Text(en="{{ CK-3@2031H1 }}"))

    EntryFigure.objects.create(entry=entry, measure=measure, value=5)
    assert faults_of(Text(en="{{ CK-3@2031H1 }}")) == {}


@pytest.mark.parametrize("model", LIVE, ids=lambda model: model.__name__)
def test_the_models_refuse_it_in_every_live_text(model: type) -> None:
    for field in model.LIVE_TEXTS:
        record = model(**{f"{field}_zh_hans": "见{{ NONE-1@2031 }}"})
        with pytest.raises(ValidationError) as refused:
            record.clean_fields(exclude=[each.name for each in model._meta.fields if not each.name.startswith(field)])
        assert refused.value.message_dict[f"{field}_zh_hans"] == ["{{ NONE-1@2031 }}: there is no indicator NONE-1."]
        record.clean_fields(exclude=[each.name for each in model._meta.fields])  # a form without the field is not stopped by it


def test_the_service_refuses_it() -> None:
    entry = builders.entry(author=people.editor())
    entry.narrative_en = "See {{ NONE-1@2031 }}."
    with pytest.raises(ValidationError, match="NONE-1"):
        reviewing.record(entry=entry, by=entry.author)
    assert ProgressEntry.objects.get(pk=entry.pk).narrative_en == "230 people took part."


def test_the_admin_tells_it_at_the_field_and_keeps_what_was_typed() -> None:
    client = Client()
    client.force_login(people.editor())
    entry = builders.entry(author=None)
    posted = form_at(client, address_of(entry)) | {"narrative_zh_hans": "见{{ NONE-1@2031 }}。"}

    page = client.post(address_of(entry), posted)
    assert page.context["adminform"].form.errors == {"narrative_zh_hans": ["{{ NONE-1@2031 }}: there is no indicator NONE-1."]}
    assert "见{{ NONE-1@2031 }}。" in page.content.decode()
    assert ProgressEntry.objects.get(pk=entry.pk).narrative_zh_hans == "230人参加。"


def test_the_content_refers_to_nothing_that_is_not_there() -> None:
    live = 0
    for model in LIVE:
        assert set(model.LIVE_TEXTS) <= set(translator.get_options_for_model(model).all_fields)
        for record in model.objects.all():
            for field in model.LIVE_TEXTS:
                text = text_of(record, field)
                live += "{{" in text.en
                assert faults_of(text) == {}, record
    assert live >= 2
    assert Country.objects.filter(iso3="GEO").exists()
