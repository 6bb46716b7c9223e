"""From a snapshot to one self-contained page of HTML: no database, no request, no file or address outside it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

from django.conf import settings
from django.template.loader import render_to_string

from base.text import LANGUAGES, Text
from results.enums import EditionLanguage

from . import content, plan_content
from .content import Abbreviation, Section, Snapshot
from .drawings import Image, draw_charts
from .numbering import number_sections
from .words import day_in_both, numbered, words

STYLE_SHEET = settings.BASE_DIR / "static" / "reports" / "print.css"
TEMPLATES = {
    content.ResultsTable: "results_table",
    content.CountryProgressTable: "country_progress",
    content.ChallengeList: "challenges",
    content.WorkPlanTable: "work_plan",
    content.DeliverablesTable: "deliverables",
    content.FundingChart: "chart",
    content.DeliverablesChart: "chart",
    content.PlanStatesChart: "chart",
    plan_content.PlanStatesTable: "plan_states",
    plan_content.PlanActivitiesTable: "plan_activities",
    plan_content.PlanNumbersTable: "plan_numbers",
    plan_content.PlanProblemsTable: "plan_problems",
    plan_content.PlanChangesTable: "plan_changes",
    plan_content.PlanDecisionsTable: "plan_decisions",
    content.AbbreviationsPlace: "abbreviations",
}
CHARTS = (content.FundingChart, content.DeliverablesChart, content.PlanStatesChart)
TABLES = tuple(kind for kind in TEMPLATES if kind not in (*CHARTS, content.AbbreviationsPlace))


@dataclass(frozen=True, slots=True)
class Placed:
    """A section where it stands: its number, the label of its table or chart, and what draws it."""

    section: Section
    depth: int
    number: Text
    label: Text
    template: str
    charts: dict[str, list[Image]]

    @property
    def anchor(self) -> str:
        return f"section-{self.section.key}"

    @property
    def is_front_matter(self) -> bool:
        return isinstance(self.section.drawn, content.AbbreviationsPlace)


def render_html(snapshot: Snapshot) -> str:
    """The edition as HTML, its style sheet and charts within. The same snapshot gives the same page."""
    languages = languages_of(snapshot.edition.language)
    report = snapshot.report
    sections = list(_place(report.sections, languages))
    context = {
        "cover": report.cover,
        "is_draft": bool(report.unapproved),
        "edition": _edition_line(snapshot),
        "day": snapshot.edition.day,
        "front": [placed for placed in sections if placed.is_front_matter],
        "sections": [placed for placed in sections if not placed.is_front_matter],
        "abbreviations": _abbreviations(report.abbreviations, languages),
        "languages": languages,
        "is_bilingual": len(languages) > 1,
        "words": words(),
        "style_sheet": _style_sheet(),
    }
    return render_to_string("reports/print/report.html", context)


def languages_of(edition_language: str) -> tuple[str, ...]:
    """The languages that an edition is written in, the leading one first."""
    return LANGUAGES if edition_language == EditionLanguage.BILINGUAL else (edition_language,)


def _place(sections: tuple[Section, ...], languages: tuple[str, ...]) -> Iterator[Placed]:
    tables = charts = 0
    for section, depth, number in number_sections(sections):
        label, images = Text(), {}
        if isinstance(section.drawn, TABLES):
            tables += 1
            label = numbered("table", number=tables)
        elif isinstance(section.drawn, CHARTS):
            images = _images(section, languages)
            if any(images.values()):
                charts += 1
                label = numbered("figure", number=charts)
        template = TEMPLATES.get(type(section.drawn), "")
        yield Placed(section, depth, number, label, f"reports/print/{template}.html" if template else "", images)


def _images(section: Section, languages: tuple[str, ...]) -> dict[str, list[Image]]:
    title = section.caption or section.heading
    return {
        language: draw_charts(section.drawn, language=language, title=title.in_language(language), is_half=len(languages) > 1)
        for language in languages
    }


def _abbreviations(found: tuple[Abbreviation, ...], languages: tuple[str, ...]) -> list[Abbreviation]:
    return [each for each in found if set(each.languages) & set(languages)]


def _edition_line(snapshot: Snapshot) -> Text:
    day = day_in_both(date.fromisoformat(snapshot.edition.day))
    if snapshot.edition.number is None:
        return numbered("unnumbered", day=day)
    return numbered("edition", number=snapshot.edition.number, day=day)


@cache
def _style_sheet() -> str:
    return STYLE_SHEET.read_text(encoding="utf-8")
