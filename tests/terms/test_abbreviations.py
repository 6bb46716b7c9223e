"""Abbreviations are written out where they are used first."""

from __future__ import annotations

import pytest
from django.template import Context, Template
from django.test import RequestFactory
from django.utils.translation import override

from base.text import CHINESE, ENGLISH, Text
from knowledge.abbreviations import write_out
from knowledge.selectors.official_terms import OfficialTerm
from results.reports.collect import collect_report
from results.reports.collect.rewriting import with_abbreviations


def term(short: str, en: str, zh: str) -> OfficialTerm:
    return OfficialTerm(short, Text(zh=zh, en=en), Text(), short, {CHINESE: (), ENGLISH: ()})


TERMS = (
    term("SOM", "Senior Officials’ Meeting", "高级官员会议"),
    term("UHC", "universal health coverage", "全民健康覆盖"),
    term("IMF", "International Monetary Fund", "国际货币基金组织"),
    term("HRF", "health results framework", "卫生成果框架"),
    term("XX", "One", "一"),
    term("XX", "Other", "二"),
    term("", "SOM Secretariat", "SOM秘书处"),
)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("The SOM met. The SOM ended.", "The Senior Officials’ Meeting (SOM) met. The SOM ended."),
        ("UHC is near.", "Universal health coverage (UHC) is near."),
        ("It met. UHC is near", "It met. Universal health coverage (UHC) is near"),
        ("- UHC first", "- Universal health coverage (UHC) first"),
        ("an IMF and a UHC plan", "an International Monetary Fund (IMF) and a universal health coverage (UHC) plan"),
        ("an SOM", "a Senior Officials’ Meeting (SOM)"),
        ("universal health coverage (UHC), then UHC", "universal health coverage (UHC), then UHC"),
        ("SOM (Senior Officials’ Meeting), then SOM", "SOM (Senior Officials’ Meeting), then SOM"),
        ("SOMs and the SOM’s day, then SOM", "SOMs and the SOM’s day, then Senior Officials’ Meeting (SOM)"),
        ("the SOM Secretariat, the SOM", "the SOM Secretariat, the Senior Officials’ Meeting (SOM)"),
        ("HRF-03 and AHRF and HRF2", "HRF-03 and AHRF and HRF2"),
        ("XX", "XX"),
        ("# The SOM\n\n`SOM` [SOM](/x) <SOM> 《SOM》 https://x.org/SOM {{ SOM@2024 }}", None),
        ("**SOM**", "**Senior Officials’ Meeting (SOM)**"),
    ],
)
def test_english(before: str, after: str | None) -> None:
    assert write_out(before, ENGLISH, set(), terms=TERMS) == (before if after is None else after)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("提交SOM审议，SOM通过。", "提交高级官员会议（SOM）审议，SOM通过。"),
        ("高级官员会议（SOM）之后的SOM", "高级官员会议（SOM）之后的SOM"),
        ("SOM秘书处", "SOM秘书处"),
    ],
)
def test_chinese(before: str, after: str) -> None:
    assert write_out(before, CHINESE, set(), terms=TERMS) == after


def test_what_is_explained_above_is_not_explained_again() -> None:
    explained: set[str] = set()
    assert write_out("SOM", ENGLISH, explained, terms=TERMS) == "Senior Officials’ Meeting (SOM)"
    assert explained == {"SOM"}
    assert write_out("SOM", ENGLISH, explained, terms=TERMS) == "SOM"


@pytest.mark.django_db
def test_on_a_page_the_first_use_is_written_out_and_the_others_have_a_title() -> None:
    page = Context({"request": RequestFactory().get("/"), "one": Text(en="SOM, SOM"), "other": Text(en="SOM", zh="SOM")})
    drawn = Template("{% load bilingual %}{% bilingual_markdown one %}{% bilingual_markdown other %}").render(page)
    titled = '<abbr title="Senior Officials’ Meeting">SOM</abbr>'
    assert drawn == f"<p>Senior Officials’ Meeting (SOM), {titled}</p><p>{titled}</p>"

    with override("zh-hans"):
        assert Template("{% load bilingual %}{% bilingual_markdown other %}").render(page) == "<p>高级官员会议（SOM）</p>"


@pytest.mark.django_db
def test_a_report_writes_each_out_once_in_its_sentences() -> None:
    content, _gaps = collect_report("health-som-2024")
    bodies = " ".join(section.body.en for section in content.sections)

    assert bodies.count("Central Asia Regional Economic Cooperation (CAREC)") == 1
    assert "Asian Development Bank (ADB)" in bodies
    assert all("Cooperation (CAREC)" not in section.heading.en for section in content.sections)
    assert with_abbreviations(content.sections) == content.sections
