"""What bad or unusual text becomes in print."""

from __future__ import annotations

import base64
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from pypdf import PdfReader

from base.text import Text
from results.reports.content import EditionMark, Report, Section, Snapshot
from results.reports.failures import MissingFont
from results.reports.html import render_html
from results.reports.pdf import draw_pdf


def page(content: Report, body: Text, language: str = "bilingual") -> str:
    section = Section("key", 1, True, Text("标题", "Heading"), body, Text(), None)
    return render_html(Snapshot(EditionMark(1, language, "2024-05-30"), replace(content, sections=(section,), abbreviations=())))


def test_a_line_end_between_chinese_characters_is_no_space(content: Report) -> None:
    html = page(content, Text("第一行\n第二行，\n“第三行”\nABC", "One\ntwo"), "zh-hans")
    assert "第一行第二行，" in html
    assert "ABC" in html
    assert "One\ntwo" in page(content, Text("一", "One\ntwo"), "en")


def test_paragraphs_face_each_other(content: Report) -> None:
    html = page(content, Text("甲\n\n乙", "A\n\nB"))
    assert html.count('<div class="pair">') == 2


def test_languages_with_unlike_paragraphs_face_each_other_as_a_whole(content: Report) -> None:
    html = page(content, Text("甲\n\n乙", "A\n\nB\n\nC"))
    assert html.count('<div class="pair">') == 1
    assert "<p>C</p>" in html


def test_scripts_and_outside_pictures_are_taken_out(content: Report) -> None:
    evil = '<script>alert(1)</script><img src="http://127.0.0.1:1/x.png"> <b onclick="x()">text</b> ![x](file:///etc/passwd)'
    html = page(content, Text(evil, evil))
    for trace in ("alert(1)", "127.0.0.1", "onclick", "/etc/passwd"):
        assert trace not in html


def test_nothing_outside_the_page_is_read(tmp_path: Path) -> None:
    picture = tmp_path / "picture.png"
    Image.new("RGB", (8, 8), "red").save(picture)
    within = f"data:image/png;base64,{base64.b64encode(picture.read_bytes()).decode()}"
    assert pictures(within) == 1
    assert pictures(picture.as_uri()) == 0


def pictures(source: str) -> int:
    """How many pictures a page that shows ``source`` holds once it is drawn."""
    drawing = draw_pdf(f'<html lang="en"><title>t</title><p>text</p><img alt="" src="{source}">')
    return len(PdfReader(BytesIO(drawing.content)).pages[0].images)


def test_a_character_that_no_font_has_is_named() -> None:
    with pytest.raises(MissingFont) as refused:
        draw_pdf('<html lang="en"><title>t</title><p>private: \U000f1234</p>')
    assert refused.value.detail == {"characters": "\U000f1234"}


def test_letters_of_the_countries_languages_are_there() -> None:
    drawing = draw_pdf(
        '<html lang="en"><title>t</title><p>Кыргыз Республикасы Қазақстан Oʻzbekiston Тоҷикистон Äzerbaýjan ş ğ ə საქართველო</p>'
    )
    assert drawing.pages == 1
