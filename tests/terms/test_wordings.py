"""Is the official wording used: what is found, what is left alone, and what the content itself says."""

from __future__ import annotations

import pytest
from django.test import Client
from modeltranslation.translator import translator

from base.parity import translated_fields
from base.text import CHINESE, ENGLISH, Text, text_of
from base.text_checks import warnings_of
from knowledge.models import Event, GlossaryTerm
from knowledge.selectors.official_terms import OfficialTerm, official_terms
from knowledge.terms import Slip, check_wording, slips
from tests import people
from tests.admin.posting import address_of, form_at

# A result of a framework is stated as its source states it, although the pillar has another official name.
AS_THE_SOURCE_SAYS = {("Result", "Access to supplies and surge capacity")}


def term(slug: str, zh: str, en: str, *, short: str = "", avoid_zh: str = "", avoid_en: str = "") -> OfficialTerm:
    variants = {CHINESE: tuple(avoid_zh.split()), ENGLISH: tuple(filter(None, avoid_en.split("|")))}
    return OfficialTerm(slug, Text(zh=zh, en=en), Text(zh=short), "", variants)


TERMS = (
    term("som", "高级官员会议", "Senior Officials’ Meeting", short="高官会", avoid_zh="高官会议 高级别官员会议"),
    term("mc", "部长级会议", "Ministerial Conference", avoid_zh="部长会 部长会议", avoid_en="Ministers’ Conference"),
    term("nfp", "国家联络人", "national focal point", avoid_zh="成员国联络点"),
    term("nfpm", "成员国联络点会议", "National Focal Points’ Meeting", avoid_zh="国家联络人会议"),
    term("wgh", "卫生工作组", "Working Group on Health", avoid_en="Health Working Group|sector committee"),
    term("covid", "新冠肺炎疫情", "COVID-19", avoid_en="Covid-19"),
    term("who", "世界卫生组织", "World Health Organization", avoid_en="World Health Organisation"),
)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("高官会议于5月举行", [("高官会议", "高级官员会议")]),
        ("高官会于5月举行，高级官员会议", []),
        ("部长会议和部长会", [("部长会议", "部长级会议"), ("部长会", "部长级会议")]),
        ("部长级会议", []),
        ("成员国联络点会议", []),
        ("成员国联络点开会", [("成员国联络点", "国家联络人")]),
        ("国家联络人会议", [("国家联络人会议", "成员国联络点会议")]),
        ("国家联络人", []),
        ("见{{ 部长会@2024 }}和`部长会`", []),
    ],
)
def test_chinese(text: str, found: list[tuple[str, str]]) -> None:
    assert slips(text, CHINESE, TERMS) == [Slip(*each) for each in found]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The health working group met", ["health working group"]),
        ("Health  Working\nGroups", ["Health  Working\nGroups"]),
        ("the Ministers' Conference", ["Ministers' Conference"]),
        ("subsector committees and sector committees", ["sector committees"]),
        ("Working Group on Health", []),
        ("COVID-19 and Covid-19", ["Covid-19"]),
        ("World Health Organization", []),
        ("https://example.org/Covid-19", []),
    ],
)
def test_english(text: str, found: list[str]) -> None:
    assert [slip.written for slip in slips(text, ENGLISH, TERMS)] == found


@pytest.mark.django_db
def test_the_warning_names_the_field_the_variant_and_the_official_wording() -> None:
    event = Event.objects.first()
    event.summary_zh_hans = "高官会议听取了汇报。"
    assert [str(each.message) for each in warnings_of(event, ["summary"]) if each.kind == "terms"] == [
        "Summary (中文): “高官会议” is not the official wording, which is “高级官员会议”."
    ]


@pytest.mark.django_db
def test_saving_in_the_admin_warns_and_does_not_stop() -> None:
    client = Client()
    client.force_login(people.editor())
    event = Event.objects.first()
    posted = form_at(client, address_of(event)) | {"summary_zh_hans": "高官会议听取了汇报。"}

    page = client.post(address_of(event), posted, follow=True)
    assert "“高官会议” is not the official wording, which is “高级官员会议”." in page.content.decode()
    assert Event.objects.get(pk=event.pk).summary_zh_hans == "高官会议听取了汇报。"


@pytest.mark.django_db
def test_a_changed_glossary_counts_at_once_and_an_unchanged_one_is_not_read_again(django_assert_num_queries: object) -> None:
    official_terms()
    with django_assert_num_queries(1):
        official_terms()
    GlossaryTerm.objects.create(slug="new", term_en="Right", term_zh_hans="正确", variants_en="Wrong", variants_zh_hans="错误")
    assert slips("All wrong", ENGLISH) == [Slip("wrong", "Right")]


@pytest.mark.django_db
def test_a_glossary_that_contradicts_itself_is_told() -> None:
    made = GlossaryTerm.objects.create(
        slug="new", term_en="Board", term_zh_hans="理事会", variants_zh_hans="高级官员会议\n部长会", variants_en="Council"
    )
    assert [str(each.message) for each in warnings_of(made)] == [
        "Variants to avoid (中文): “高级官员会议” is the official wording of “高级官员会议”.",
        "Variants to avoid (中文): “部长会” is a variant to avoid of “部长级会议” as well.",
    ]


@pytest.mark.django_db
def test_variants_are_kept_one_per_line_and_never_the_wording_itself(client: Client) -> None:
    client.force_login(people.editor())
    made = GlossaryTerm.objects.create(slug="new", term_en="Board", term_zh_hans="理事会")
    posted = form_at(client, address_of(made)) | {"variants_en": " Council \n\nCouncil\nPanel", "variants_zh_hans": "理事会"}

    page = client.post(address_of(made), posted)
    assert list(page.context["adminform"].form.errors) == ["variants_zh_hans"]

    client.post(address_of(made), posted | {"variants_zh_hans": ""})
    assert GlossaryTerm.objects.get(pk=made.pk).variants_en == "Council\nPanel"


@pytest.mark.django_db
def test_the_content_uses_the_official_wording() -> None:
    found = set()
    for model in translator.get_registered_models(abstract=False):
        if hasattr(model, "NATURAL_KEY"):
            for record in model._base_manager.all():
                for field in translated_fields(model):
                    if text := text_of(record, field):
                        found |= {(model.__name__, str(each.message)) for each in check_wording(record, field, text)}
    unexpected = [each for each in found if not any(each[0] == model and known in each[1] for model, known in AS_THE_SOURCE_SAYS)]
    assert unexpected == []
