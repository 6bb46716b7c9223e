"""What bad or unusual text becomes in print."""

from __future__ import annotations

import base64
from collections.abc import Iterator
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

pytestmark = pytest.mark.django_db  # the content is read from the database once per session


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


def test_chinese_marks_beside_each_other_share_their_blanks(content: Report) -> None:
    html = page(content, Text("成果：（a）《战略》（RIF），“好”。", "Results: (a)"), "zh-hans")
    assert '成果<span class="half">：</span>（a<span class="half">）</span>《战略<span class="half">》</span>（RIF' in html
    assert "half" not in page(content, Text("成果：（a）", "Results: “(a)”."), "en").split("</style>")[1]


CLOSING, OPENING = "，。、；：！？）》”", "（《“"
FULL_OF_MARKS = "与会代表一致赞同两项成果：（a）卫生安全资料库；（b）供工作组使用的纲要《战略》（RIF），“《框架》”。" * 4


@pytest.mark.parametrize("width", range(28, 70, 3))
def test_no_line_begins_or_ends_with_the_wrong_mark(width: int, content: Report) -> None:
    html = page(content, Text(FULL_OF_MARKS, ""), "zh-hans")
    lines = lines_of(html.replace("</style>", f".prose {{ width: {width}mm }}</style>"))
    assert len(lines) > 4
    assert [line for line in lines if line[0] in CLOSING or line[-1] in OPENING] == []


def lines_of(html: str) -> list[str]:
    """The lines of the running text, as they are broken on the page."""
    from weasyprint import HTML

    def walk(box: object, *, is_prose: bool) -> Iterator[str]:
        is_prose = is_prose or "prose" in (box.element.get("class") or "" if box.element is not None else "")
        if type(box).__name__ == "LineBox":
            if is_prose:
                yield "".join(getattr(each, "text", "") for each in box.descendants())
            return
        for child in getattr(box, "children", ()):
            yield from walk(child, is_prose=is_prose)

    pages = HTML(string=html).render().pages
    return [line for each in pages for line in walk(each._page_box, is_prose=False) if line]
