"""Texts on pages: in the reader's language, else in the other one and marked; Markdown cleaned."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.template import Context, Template
from django.utils import translation

from base.templatetags.markdown_text import markdown
from base.templatetags.quantities import day, thousands
from base.templatetags.statuses import status
from base.text import Text


def draw(tag: str, text: Text, language: str) -> str:
    with translation.override(language):
        return Template("{% load bilingual %}{% " + tag + " text %}").render(Context({"text": text}))


def test_each_reader_gets_the_own_language() -> None:
    text = Text(zh="卫生", en="Health")
    assert draw("bilingual", text, "en") == "Health"
    assert draw("bilingual", text, "zh-hans") == "卫生"


def test_a_missing_text_falls_back_and_says_so() -> None:
    assert draw("bilingual", Text(zh="卫生"), "en") == (
        '<span lang="zh-Hans">卫生</span> <span class="untranslated">not yet translated</span>'
    )
    assert '<span lang="en">Health</span>' in draw("bilingual", Text(en="Health"), "zh-hans")


def test_blanks_count_as_missing_and_nothing_gives_nothing() -> None:
    assert '<span lang="zh-Hans">卫生</span>' in draw("bilingual", Text(zh="卫生", en="  "), "en")
    assert draw("bilingual", Text(), "en") == ""


def test_texts_are_escaped() -> None:
    assert draw("bilingual", Text(en="<b>a & b</b>"), "en") == "&lt;b&gt;a &amp; b&lt;/b&gt;"
    assert draw("bilingual_paragraphs", Text(en="<b>"), "en") == "<p>&lt;b&gt;</p>"
    assert draw("bilingual_lines", Text(en="one\n\n<two>"), "en") == "<ul><li>one</li><li>&lt;two&gt;</li></ul>"


def test_markdown_is_drawn_and_cleaned() -> None:
    assert draw("bilingual_markdown", Text(en="**58%** of them"), "en") == "<p><strong>58%</strong> of them</p>"
    dirty = markdown('<script>alert(1)</script><p onclick="x" style="y">a</p>[b](javascript:alert(1))')
    assert "script" not in dirty
    assert "onclick" not in dirty
    assert "style" not in dirty


@pytest.mark.parametrize(("language", "written"), [("en", "30 May 2024"), ("zh-hans", "2024年5月30日")])
def test_a_day_as_people_write_it(language: str, written: str) -> None:
    with translation.override(language):
        assert day(date(2024, 5, 30)) == written
        assert day(None) == ""


@pytest.mark.parametrize(
    ("value", "written"),
    [(27_000_000, "27,000,000"), (Decimal("19000000.00"), "19,000,000"), (Decimal("0.50"), "0.50"), (None, "")],
)
def test_numbers_are_grouped_by_three_in_both_languages(value: Decimal | None, written: str) -> None:
    with translation.override("zh-hans"):
        assert thousands(value) == written


def test_a_status_is_named_and_an_unknown_one_stays_neutral() -> None:
    assert status("done", "Done <1>") == '<span class="status status--good">Done &lt;1&gt;</span>'
    assert status("no such state", "?") == '<span class="status status--none">?</span>'
