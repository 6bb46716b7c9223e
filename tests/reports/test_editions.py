"""The drawn reports, read back from their PDFs."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from base.text import CHINESE, ENGLISH, Text
from results.models import ProgressReport
from results.reports.content import EditionMark, Report, Snapshot
from results.reports.html import languages_of, render_html
from results.reports.pdf import draw_pdf
from tests.reports.reading import DAY, Edition, squeezed

pytestmark = pytest.mark.django_db  # the content is read from the database once per session
BILINGUAL = "bilingual"
FIGURES = {
    CHINESE: ("230人次", "187人", "58%", "2700万美元", "1900万美元", "2024年第三季度", "仅供参考"),
    ENGLISH: ("230 participations", "187 persons", "58%", "USD 27 million", "USD 19 million", "Q3 2024", "For information only"),
}


@pytest.mark.parametrize("language", [CHINESE, ENGLISH, BILINGUAL])
def test_says_the_figures_and_every_deliverable(language: str, draw: Callable[[str], Edition], report: ProgressReport) -> None:
    text = draw(language).text
    for each in languages_of(language):
        for figure in FIGURES[each]:
            assert squeezed(figure) in text
        for deliverable in report.work_plan.deliverables.all():
            title = Text(zh=deliverable.title_zh_hans, en=deliverable.title_en).in_language(each)
            assert squeezed(title) in text


@pytest.mark.parametrize("language", [CHINESE, ENGLISH, BILINGUAL])
def test_says_everything_that_was_collected(language: str, draw: Callable[[str], Edition], content: Report) -> None:
    """No section, indicator or activity is lost on the way to the page."""
    text = draw(language).text
    drawn = {section.key: section.drawn for section in content.sections}
    wanted = [section.heading for section in content.sections]
    wanted += [row.name for group in drawn["results-framework"].groups for row in group.indicators]
    wanted += [each.title for theme in drawn["work-plan"].themes for row in theme.objectives for each in row.activities]
    wanted += [item.title for item in drawn["challenges"].items]
    wanted += [each.theme for each in drawn["wgh-meeting"].themes]
    assert len(wanted) == 13 + 9 + 10 + 6 + 6
    for each in languages_of(language):
        assert [said for said in wanted if squeezed(said.in_language(each)) not in text] == []


def test_single_editions_keep_to_their_language(draw: Callable[[str], Edition]) -> None:
    assert re.findall(r"[\u4e00-\u9fff]", draw(ENGLISH).text) == []
    assert "Ministerial Conference" not in " ".join(draw(CHINESE).page_texts)


def test_bilingual_puts_chinese_first_paragraph_by_paragraph(draw: Callable[[str], Edition], content: Report) -> None:
    section = next(section for section in content.sections if section.key == "training-resources")
    text = draw(BILINGUAL).text
    pairs = zip(section.body.zh.split("\n\n"), section.body.en.split("\n\n"), strict=True)
    paragraphs = [squeezed(part) for pair in pairs for part in pair]
    # A page's head and foot may stand within a paragraph: its beginning is looked for.
    places = [text.index(paragraph[:20]) for paragraph in paragraphs]
    assert len(places) == 4
    assert places == sorted(places)


def test_fonts_are_embedded_with_a_real_bold(edition: Edition) -> None:
    fonts = {}
    for page in edition.reader.pages:
        for font in page["/Resources"]["/Font"].values():
            font = font.get_object()
            descendant = font["/DescendantFonts"][0].get_object()
            descriptor = descendant["/FontDescriptor"].get_object()
            fonts[font["/BaseFont"]] = (font["/Subtype"], descendant["/Subtype"], "/FontFile2" in descriptor, "/ToUnicode" in font)
    assert len(fonts) == 2
    assert set(fonts.values()) == {("/Type0", "/CIDFontType2", True, True)}
    assert sorted(name.split("+")[1] for name in fonts) == ["Portal-Sans-SC", "Portal-Sans-SC-Bold"]


def test_every_page_but_the_cover_says_where_it_is(edition: Edition) -> None:
    total = edition.pages
    assert len(edition.page_texts) == total
    for number, text in enumerate(edition.page_texts, start=1):
        told = f"page{number}of{total}" in squeezed(text) or f"第{number}页，共{total}页" in squeezed(text)
        assert told == (number > 1)


@pytest.mark.parametrize(
    ("language", "head"),
    [
        (CHINESE, "指标2017年基线进展"),
        (ENGLISH, "IndicatorBaseline2017Progress"),
        (BILINGUAL, "指标Indicator2017年基线Baseline2017进展Progress"),
    ],
)
def test_table_heads_are_repeated(language: str, head: str, draw: Callable[[str], Edition]) -> None:
    pages = [squeezed(text) for text in draw(language).page_texts]
    with_indicators = [page for page in pages if re.search(r"HRF-0\d", page) and "HRF-0" in page]
    carrying = [page for page in with_indicators if head in page]
    assert len(carrying) >= 2
    assert carrying == with_indicators


def test_bookmarks_follow_the_sections(draw: Callable[[str], Edition]) -> None:
    def titles(outline: list) -> list:
        return [titles(each) if isinstance(each, list) else each.title for each in outline]

    assert titles(draw(ENGLISH).reader.outline) == [
        "CAREC Health Sector Progress Report and Work Plan",
        "Abbreviations",
        "Contents",
        "I. Main developments and achievements",
        [
            "1. Meeting of the CAREC Working Group on Health in 2023",
            "2. Country-to-country dialogues on the quality of imported medicines",
            "3. Regional procurement and supply chain mechanism for health",
            "4. Regional training resources for health security",
            "5. CAREC health cooperation knowledge platform",
            "6. Other important activities",
            "7. Main achievements and progress under the CAREC health results framework",
        ],
        "II. Challenges and key issues",
        "III. Work plan for 2024",
        "IV. Deliverables for the Ministerial Conference",
        ["Deliverables by quarter"],
    ]
    chinese = titles(draw(CHINESE).reader.outline)
    assert chinese[3] == "一、主要发展与成果"
    assert chinese[4][0] == "（一）CAREC卫生工作组2023年会议"
    assert titles(draw(BILINGUAL).reader.outline)[3] == "一、主要发展与成果 / I. Main developments and achievements"


def test_contents_give_the_page_of_each_section(edition: Edition) -> None:
    contents = next(text for text in edition.page_texts[1:4] if "Contents" in text or "目录" in text)
    wanted = {
        edition.reader.get_destination_page_number(each) + 1
        for each in edition.reader.outline
        if not isinstance(each, list) and re.match(r"[IV]+\.|[一二三四]、", each.title)
    }
    found = {int(number) for number in re.findall(r"\b\d{1,2}$", contents, flags=re.MULTILINE)}
    assert len(wanted) >= 3
    assert wanted <= found


@pytest.mark.parametrize(("language", "tag"), [(CHINESE, "zh-Hans"), (ENGLISH, "en"), (BILINGUAL, "zh-Hans")])
def test_says_what_it_is(language: str, tag: str, draw: Callable[[str], Edition]) -> None:
    reader = draw(language).reader
    title = {
        CHINESE: "CAREC卫生部门进度报告和工作计划",
        ENGLISH: "CAREC Health Sector Progress Report and Work Plan",
        BILINGUAL: "CAREC卫生部门进度报告和工作计划 / CAREC Health Sector Progress Report and Work Plan",
    }[language]
    assert reader.trailer["/Root"]["/Lang"] == tag
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert reader.metadata.title == title
    assert reader.metadata.author
    assert reader.metadata["/CreationDate"] == "D:20240530"


def test_every_run_of_a_language_says_so(edition: Edition) -> None:
    said = LanguageReader()
    said.feed(edition.html[edition.html.index("<html") :])
    assert re.findall(r"[\u4e00-\u9fff]", said.texts["en"]) == []
    assert re.findall(r"(?:[a-z]{3,} ){3}", said.texts["zh-Hans"]) == []


class LanguageReader(HTMLParser):
    """Gathers what a page says in each language, by the nearest ``lang``."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[tuple[str, str]] = []
        self.texts = {"en": "", "zh-Hans": ""}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in ("meta", "col", "img", "br", "hr"):
            inherited = self.open[-1][1] if self.open else ""
            self.open.append((tag, dict(attrs).get("lang") or inherited))

    def handle_endtag(self, tag: str) -> None:
        if any(tag == each for each, _ in self.open):
            while self.open.pop()[0] != tag:
                pass

    def handle_data(self, data: str) -> None:
        if self.open and not any(tag in ("style", "title") for tag, _ in self.open):
            self.texts[self.open[-1][1]] += f"{data} "


def test_captions_are_numbered(draw: Callable[[str], Edition]) -> None:
    chinese, english = draw(CHINESE).text, draw(ENGLISH).text
    for number in range(1, 6):
        assert f"表{number}" in chinese
        assert f"Table{number}" in english
    for number in (1, 2):
        assert f"图{number}" in chinese
        assert f"Figure{number}" in english
    assert "Table6" not in english
    assert "Figure3" not in english


def test_charts_are_images_with_their_figures_in_words(draw: Callable[[str], Edition]) -> None:
    alts = re.findall(r'<img src="data:image/svg\+xml;base64,[^"]+" alt="([^"]+)"', draw(ENGLISH).html)
    assert len(alts) == 2
    assert "Five Central Asian countries (regional programme): 27; Kazakhstan: 19" in alts[0]
    assert "Q3 2024: 1; Q4 2024: 5" in alts[1]
    assert len(re.findall(r"<img ", draw(BILINGUAL).html)) == 4


def test_the_same_snapshot_gives_the_same_bytes(draw: Callable[[str], Edition], content: Report) -> None:
    again = draw_pdf(render_html(Snapshot(EditionMark(3, CHINESE, DAY), content)))
    assert again.content == draw(CHINESE).content


def test_the_cover_says_edition_and_day(draw: Callable[[str], Edition], content: Report) -> None:
    assert "第3版" in draw(CHINESE).page_texts[0]
    assert "Edition 3 of 30 May 2024" in draw(ENGLISH).page_texts[0]
    unnumbered = render_html(Snapshot(EditionMark(None, ENGLISH, DAY), content))
    assert "Drawn on 30 May 2024" in unnumbered


def test_a_draft_says_so_on_every_page(content: Report) -> None:
    html = render_html(Snapshot(EditionMark(1, ENGLISH, DAY), replace(content, unapproved=("HRF-03",))))
    assert html.count("Draft: not all progress is approved") == 2  # the cover, and the foot that every page repeats
