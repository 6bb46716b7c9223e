"""The annual summary as it is printed, read back from its PDFs."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date

import pytest
from django.core.exceptions import ValidationError

from base.text import CHINESE, ENGLISH
from results.models import Edition as EditionRow
from results.models import ProgressReport
from results.reports import snapshot
from results.reports.collect import collect_report
from results.reports.content import EditionMark, Report, Snapshot
from results.reports.html import languages_of, render_html
from results.reports.pdf import draw_pdf
from results.services.publishing import publish_edition
from results.services.rendering import request_edition
from results.services.rendering_job import draw_edition
from tests.people import reviewer
from tests.reports.reading import DAY, Edition, squeezed
from workplans.enums import EvaluationState
from workplans.models import Evaluation

pytestmark = pytest.mark.django_db
SLUG = "sample-projects-2025"
BILINGUAL = "bilingual"


@pytest.fixture(scope="module")
def summary(django_db_setup: None, django_db_blocker: object) -> Report:
    with django_db_blocker.unblock():
        found, gaps = collect_report(SLUG)
    assert gaps == []
    return found


@pytest.fixture(scope="module")
def print_(summary: Report) -> Callable[[str], Edition]:
    """Draws an edition once per language."""
    drawn: dict[str, Edition] = {}

    def once(language: str) -> Edition:
        if language not in drawn:
            html = render_html(Snapshot(EditionMark(2, language, DAY), summary))
            pdf = draw_pdf(html)
            drawn[language] = Edition(html, pdf.content, pdf.pages)
        return drawn[language]

    return once


SAID = {
    CHINESE: (
        "2025年",
        "【示例】三年合作项目清单",
        "完成手术例数个60048048080%",
        "三年培训和交流人次人次1,00012812813%",
        "合计223018",
        "首期实验室培训班6月结束，参训41人次。",
        "试剂在口岸滞留三周。",
        "第二期培训班所用试剂7月完成报关，按时到货。",
        "2025年9月15日8【示例】教学医院远程医疗确定实施→已取消合作医院选用了其他平台。",
        "会议认可该大纲，用于2026年各期培训班。",
    ),
    ENGLISH: (
        "[Sample] Three-year list of cooperation projects",
        "Operations carried out number 600 480 480 80%",
        "Participations in training and exchange over three years participations 1,000 128 128 13%",
        "Total 2 2 3 0 1 8",
        "The first laboratory course ended in June with 41 participations.",
        "Reagents waited three weeks at the border.",
        "Declare reagents at customs two months before a course.",
        "The partner hospital chose another platform.",
        "The syllabus is endorsed and used in the courses of 2026.",
    ),
}


@pytest.mark.parametrize("language", [CHINESE, ENGLISH])
def test_says_the_figures_and_what_was_accepted(language: str, print_: Callable[[str], Edition]) -> None:
    text = print_(language).text
    assert [each for each in SAID[language] if squeezed(each) not in text] == []


def test_the_bilingual_edition_says_both(print_: Callable[[str], Edition], summary: Report) -> None:
    drawn = {section.key: section.drawn for section in summary.sections}
    wanted = [section.heading for section in summary.sections]
    wanted += [each.title for area in drawn["activities"].areas for each in area.activities]
    wanted += [row.description for row in drawn["problems"].rows]
    assert len(wanted) == 9 + 8 + 2
    text = print_(BILINGUAL).text
    for language in languages_of(BILINGUAL):
        assert [said for said in wanted if squeezed(said.in_language(language)) not in text] == []


@pytest.mark.parametrize("language", [CHINESE, ENGLISH, BILINGUAL])
def test_tables_and_the_chart_are_numbered(language: str, print_: Callable[[str], Edition]) -> None:
    text = print_(language).text
    word = {CHINESE: ("表", "图"), ENGLISH: ("Table", "Figure"), BILINGUAL: ("表", "图")}[language]
    assert [number for number in range(1, 8) if f"{word[0]}{number}" in text] == [1, 2, 3, 4, 5, 6]
    assert f"{word[1]}1" in text
    assert f"{word[1]}2" not in text


@pytest.mark.parametrize(
    ("language", "round_", "head"),
    [
        (CHINESE, "2025年上半年评估", "序号项目期末状态进展"),
        (ENGLISH, "EvaluationforH12025", "No.ProjectStateattheendoftheperiodProgress"),
        (BILINGUAL, "2025年上半年评估", "序号No.项目Project期末状态Stateattheendoftheperiod进展Progress"),
    ],
)
def test_table_heads_are_repeated(language: str, round_: str, head: str, print_: Callable[[str], Edition]) -> None:
    pages = [squeezed(text) for text in print_(language).page_texts]
    with_rows = [page for page in pages if round_ in page]
    assert len(with_rows) >= 2
    assert [page for page in with_rows if head not in page] == []


@pytest.mark.parametrize("language", [CHINESE, ENGLISH, BILINGUAL])
def test_the_typeface_is_embedded_with_a_real_bold(language: str, print_: Callable[[str], Edition]) -> None:
    names = {
        font.get_object()["/BaseFont"].split("+")[1]
        for page in print_(language).reader.pages
        for font in page["/Resources"]["/Font"].values()
    }
    assert names == {"Portal-Sans-SC", "Portal-Sans-SC-Bold"}


def test_english_says_nothing_in_chinese(print_: Callable[[str], Edition]) -> None:
    assert not [letter for letter in print_(ENGLISH).text if "\u4e00" <= letter <= "\u9fff"]


def test_the_same_snapshot_gives_the_same_bytes(print_: Callable[[str], Edition], summary: Report) -> None:
    kept = json.loads(json.dumps(snapshot.dump(Snapshot(EditionMark(2, CHINESE, DAY), summary))))
    assert snapshot.load(kept).report == summary
    assert draw_pdf(render_html(snapshot.load(kept))).content == print_(CHINESE).content


def test_a_snapshot_from_before_covers_named_plans_is_drawn(content: Report) -> None:
    kept = Snapshot(EditionMark(1, "en", DAY), content)
    old = snapshot.dump(kept) | {"schema": 1}
    del old["report"]["cover"]["plan"]
    assert snapshot.load(old) == kept


def test_what_is_not_accepted_makes_a_draft_that_is_not_published(reports_folder: object) -> None:
    report = ProgressReport.objects.get(slug=SLUG)
    waiting = Evaluation.objects.get(activity__plan=report.work_plan, activity__number=7, round__period_end=date(2025, 12, 31))
    waiting.history.all().delete()
    waiting.state = EvaluationState.SUBMITTED
    waiting.save()

    def draw() -> EditionRow:
        made = request_edition(report=report, language="en", user=None)
        assert draw_edition(made.pk)
        return EditionRow.objects.get(pk=made.pk)

    edition = draw()
    assert edition.snapshot["report"]["unapproved"] == ["7 · 2025-12-31"]
    html = render_html(snapshot.load(edition.snapshot))
    assert "Draft: not all progress is approved" in html
    assert "Not accepted yet" in html
    assert waiting.progress_en not in html
    with pytest.raises(ValidationError, match=r"evaluations are not accepted.*7 · 2025-12-31"):
        publish_edition(edition=edition, by=reviewer())
    waiting.state = EvaluationState.ACCEPTED
    waiting.save()
    with pytest.raises(ValidationError, match="7 · 2025-12-31"):
        publish_edition(edition=edition, by=reviewer())  # it was drawn before
    assert publish_edition(edition=draw(), by=reviewer()).published_at
