"""Both languages of the content say the same: no text in one language only, the same paragraphs, the same figures."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal

import pytest
from django.db import models
from modeltranslation.translator import translator

from base.text import Text, text_of
from knowledge.models import Document, Event, FundingAward, MeetingOutcome
from results.models import Challenge, CountryProgress, ProgressEntry, ReportSection
from workplans.models import Activity, Deliverable, WorkPlan

pytestmark = pytest.mark.django_db

OF_ONE_LANGUAGE = {"variants"}  # wordings to avoid, or other names, are a matter of each language
TRANSLATED = [model for model in translator.get_registered_models(abstract=False) if hasattr(model, "NATURAL_KEY")]
NARRATIVES = [
    (ReportSection, "body"),
    (ProgressEntry, "narrative"),
    (CountryProgress, "summary"),
    (CountryProgress, "challenges"),
    (Challenge, "description"),
    (Challenge, "follow_up"),
    (MeetingOutcome, "decision"),
    (FundingAward, "purpose"),
    (Document, "summary"),
    (Document, "source_note"),
    (Event, "summary"),
    (Event, "source_note"),
    (Activity, "title"),
    (Deliverable, "title"),
    (WorkPlan, "introduction"),
]
MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"


def texts(model: type[models.Model], *, fields: list[str] | None = None) -> Iterator[tuple[str, Text]]:
    names = fields or [name for name in translator.get_options_for_model(model).fields if name not in OF_ONE_LANGUAGE]
    for record in model._base_manager.all():
        for name in names:
            if text := text_of(record, name):
                yield f"{record.natural_key()} {name}", text


def figures(written: str) -> Counter[Decimal]:
    """The figures in a text of either language; a month is a word in English and a number in Chinese, so it is left out.

    >>> figures("USD 27 million in May 2024") == figures("2024年5月的2700万美元")
    True
    """
    without_months = re.sub(r"\d+月", "", written)
    found = re.findall(r"(\d[\d,]*(?:\.\d+)?)\s?(million|万)?", without_months)
    scale = {"": 1, "million": 1_000_000, "万": 10_000}
    return Counter(Decimal(number.replace(",", "")) * scale[unit] for number, unit in found)


@pytest.mark.parametrize("model", TRANSLATED, ids=lambda model: model._meta.label)
def test_no_text_in_one_language_only(model: type[models.Model]) -> None:
    assert [where for where, text in texts(model) if text.missing] == []


@pytest.mark.parametrize(("model", "field"), NARRATIVES, ids=lambda value: getattr(value, "__name__", value))
def test_same_paragraphs_and_lines(model: type[models.Model], field: str) -> None:
    for where, text in texts(model, fields=[field]):
        assert len(text.en.split("\n\n")) == len(text.zh.split("\n\n")), where
        assert len(text.en.splitlines()) == len(text.zh.splitlines()), where


@pytest.mark.parametrize(("model", "field"), NARRATIVES, ids=lambda value: getattr(value, "__name__", value))
def test_same_figures_in_each_paragraph(model: type[models.Model], field: str) -> None:
    for where, text in texts(model, fields=[field]):
        for en, zh in zip(text.en.split("\n\n"), text.zh.split("\n\n"), strict=True):
            assert figures(en) == figures(zh), (where, en, zh)


@pytest.mark.parametrize(("model", "field"), NARRATIVES, ids=lambda value: getattr(value, "__name__", value))
def test_same_months_are_named(model: type[models.Model], field: str) -> None:
    for where, text in texts(model, fields=[field]):
        in_english = Counter(MONTHS.split("|").index(month) + 1 for month in re.findall(rf"\b({MONTHS})\b", text.en))
        in_chinese = Counter(int(month) for month in re.findall(r"(\d+)月", text.zh))
        assert in_english == in_chinese, where


@pytest.mark.parametrize("model", TRANSLATED, ids=lambda model: model._meta.label)
def test_chinese_punctuation_is_full_width(model: type[models.Model]) -> None:
    """No Western comma, stop, colon, bracket or quotation mark beside a Chinese character, and no space between the two scripts."""
    western = re.compile(r"[\u4e00-\u9fff][,;:?!()\"']|[,;?!()\"'][\u4e00-\u9fff]|[\u4e00-\u9fff] +[A-Za-z0-9\u4e00-\u9fff]")
    for where, text in texts(model):
        assert not western.search(text.zh), (where, western.search(text.zh))


@pytest.mark.parametrize("model", TRANSLATED, ids=lambda model: model._meta.label)
def test_known_slips_of_the_sources_are_not_carried_over(model: type[models.Model]) -> None:
    """The health sector is no ministry, and 所有增强 was a slip for 有所增强."""
    for where, text in texts(model):
        assert "CAREC卫生部网站" not in text.zh, where
        assert "所有增强" not in text.zh, where
        assert "疾病爆发" not in text.zh, where
