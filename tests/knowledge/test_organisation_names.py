"""Whichever of its names is written, it is the one organisation; a name that is nobody's gets a suggestion."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from base.text_checks import warnings_of
from knowledge.models import Organisation, OrganisationName
from knowledge.organisation_names import initials, likeness, organisation_key
from knowledge.selectors.organisations import AmbiguousName, OrganisationNames, UnknownName, find_organisation
from tests.knowledge.builders import organisation


def centre(**fields: object) -> Organisation:
    names = {"name_zh_hans": "测试国疾病预防控制中心", "name_en": "Zanzibar Centre for Disease Control", "acronym": "ZCDC"}
    return organisation(**names | fields)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Asian Institute", "ASIAN  institute"),
        ("ＷＨＯ", "W.H.O."),
        ("中国疾控中心（总部）", "中国疾控中心 (总部)"),
        ("Institut für Straße", "INSTITUT FÜR STRASSE"),
        ("Институт №1", "институт no 1"),
        ("Centre for Health – Research", "Centre-for-Health Research"),
    ],
)
def test_what_people_write_differently_is_the_same_name(one: str, other: str) -> None:
    assert organisation_key(one) == organisation_key(other) != ""


def test_a_name_of_nothing_but_marks_has_no_key() -> None:
    assert organisation_key(" —（）·") == ""


@pytest.mark.parametrize(
    ("one", "other", "found"),
    [
        ("中国疾控中心", "中国疾病预防控制中心", 0.9),
        ("WHO", "World Health Organization", 0.85),
        ("World Health Organisation", "world health organisation!", 1.0),
        ("卫生部", "教育部", 0.0),
        ("Ministry of Health", "Bank of Zanzibar", 0.0),
        ("", "anything", 0.0),
    ],
)
def test_how_alike_two_names_are(one: str, other: str, found: float) -> None:
    assert likeness(one, other, at_least=0.6) == likeness(other, one, at_least=0.6) == found


def test_little_words_are_not_part_of_an_acronym() -> None:
    assert initials("Centre for Disease Control and Prevention") == "cdcp"
    assert initials("Health Ministry") == ""


@pytest.mark.django_db
@pytest.mark.parametrize(
    "text", ["测试国疾病预防控制中心", "zanzibar centre for disease  control", "zcdc", "测试国疾控中心", "Zed Centre"]
)
def test_any_of_its_names_leads_to_it(text: str) -> None:
    made = centre()
    made.names.create(name="测试国疾控中心")
    made.names.create(name="ZED-CENTRE")

    assert find_organisation(text) == made
    assert OrganisationNames.load().require(made.slug) == made


@pytest.mark.django_db
def test_the_variants_of_the_sources_are_loaded() -> None:
    assert find_organisation("亚行") == Organisation.objects.get(slug="adb")


@pytest.mark.django_db
def test_a_name_of_several_says_which() -> None:
    one, other = centre(name_en="One", name_zh_hans="甲"), centre(name_en="Other", name_zh_hans="乙")

    with pytest.raises(AmbiguousName) as refused:
        find_organisation("ZCDC")

    assert set(refused.value.organisations) == {one, other}
    assert refused.value.messages == ["Several organisations are called “ZCDC”: “One”, “Other”. Write one of their other names."]


@pytest.mark.django_db
@pytest.mark.parametrize("text", ["测试国疾控中心", "Zanzibar Center for Disease Controll", "ZCDCP"])
def test_a_name_of_nobody_comes_with_a_suggestion(text: str) -> None:
    made = centre()

    assert find_organisation(text) is None
    with pytest.raises(UnknownName) as refused:
        OrganisationNames.load().require(text)

    assert refused.value.near[0] == made
    (told,) = refused.value.messages
    assert told.startswith(f"There is no organisation called “{text}”; did you mean “Zanzibar Centre for Disease Control”")
    assert told.endswith("?")


@pytest.mark.django_db
def test_a_name_like_none_is_only_unknown() -> None:
    with pytest.raises(UnknownName) as refused:
        OrganisationNames.load().require("Xqzv")
    assert refused.value.messages == ["There is no organisation called “Xqzv”."]


@pytest.mark.django_db
def test_what_is_said_is_said_in_chinese_too() -> None:
    centre()
    with translation.override("zh-hans"), pytest.raises(UnknownName) as refused:
        OrganisationNames.load().require("测试国疾控中心")
    assert refused.value.messages == ["没有名为“测试国疾控中心”的机构；您是否指“测试国疾病预防控制中心”？"]


@pytest.mark.django_db
def test_a_thousand_names_take_two_queries(django_assert_num_queries: object) -> None:
    for number in range(5):
        centre(name_en=f"Institute {number}", name_zh_hans=f"第{number}研究所", acronym="").names.create(name=f"Inst. No. {number}")

    with django_assert_num_queries(2):
        names = OrganisationNames.load()
        found = [names.find(f"inst no {number % 5}") for number in range(1000)]

    assert [each.name_en for each in found[:6]] == [f"Institute {number}" for number in (0, 1, 2, 3, 4, 0)]


@pytest.mark.django_db
def test_no_two_organisations_have_the_same_further_name() -> None:
    first = centre()
    first.names.create(name="测试国疾控中心")
    with pytest.raises(ValidationError) as refused:
        OrganisationName(organisation=centre(acronym="Z2"), name="测试国 疾控中心").full_clean()
    assert refused.value.message_dict == {
        "name": ["“测试国疾控中心” is a further name of Zanzibar Centre for Disease Control already."]
    }
    with pytest.raises(ValidationError, match="A name has letters or figures"):
        OrganisationName(organisation=first, name="—").full_clean()


@pytest.mark.django_db
def test_whoever_saves_a_name_of_another_one_is_told() -> None:
    first = centre()
    first.names.create(name="测试国疾控中心")
    second = centre(name_zh_hans="测试国疾控中心", name_en="Another name", acronym="")

    assert [(each.field, each.kind, each.message) for each in warnings_of(second)] == [
        (
            "name",
            "names",
            "Zanzibar Centre for Disease Control is called “测试国疾控中心” as well. If both are one organisation, merge them.",
        )
    ]
    assert warnings_of(centre(name_en="Nobody else", name_zh_hans="别无他人", acronym="NE")) == []


@pytest.mark.django_db
def test_pairs_that_may_be_one_are_found() -> None:
    one, other = centre(), centre(name_zh_hans="测试国疾控中心", name_en="Another name", acronym="")
    centre(name_zh_hans="无关机构", name_en="Unrelated", acronym="")

    found = [{each.pk for each in pair} for pair in OrganisationNames.load().alike()]

    assert {one.pk, other.pk} in found
    assert len(found) == 1
