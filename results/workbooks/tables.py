"""Which tables are brought in and out as they are: a sheet per model, a row per record, a column per field."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from django.db import models

from base.text import Text, text_of
from base.workbooks.shapes import Choice, choices_of
from knowledge.models import Body, Country, Document, Theme, Unit

from ..enums import Sex
from ..models import (
    Category,
    Dimension,
    Framework,
    FrameworkLevel,
    Indicator,
    IndicatorPlacement,
    Measure,
    Observation,
    Result,
    RiskAssumption,
    ScaleStep,
)


@dataclass(frozen=True)
class Table:
    """One model as a sheet. The parts of its natural key name a row; ``fields`` can be changed.

    ``lists`` gives parts of the key a drop-down. With ``asks_reason`` there are columns for why a published record changes.
    """

    model: type[models.Model]
    sheet: str
    fields: tuple[str, ...]
    lists: dict[str, Callable[[], Iterable[Choice]]] = field(default_factory=dict)
    asks_reason: bool = False


def countries() -> list[Choice]:
    """Each country by its code."""
    return [Choice(country.iso3, text_of(country, "name")) for country in Country.objects.all()]


def dimensions() -> list[Choice]:
    """Each further dimension by its address name."""
    return [Choice(each.slug, text_of(each, "name")) for each in Dimension.objects.all()]


def categories() -> list[Choice]:
    """Each code of a category once; two dimensions may use the same."""
    found: dict[str, Choice] = {}
    for each in Category.objects.order_by("dimension", "order"):
        found.setdefault(each.code, Choice(each.code, text_of(each, "name")))
    return list(found.values())


def sexes() -> list[Choice]:
    """The sexes; empty is everybody."""
    return list(choices_of(choice for choice in Sex.choices if choice[0]))


FRAMEWORKS = (
    Table(
        Framework,
        "框架 Frameworks",
        (
            *("title", "acronym", "description", "adopted_by", "adopted_on", "document"),
            *("baseline_year", "progress_years", "order"),
        ),
    ),
    Table(FrameworkLevel, "层级 Levels", ("name", "order")),
    Table(Result, "成果 Results", ("level", "parent", "statement", "theme", "responsible", "note", "order")),
    Table(
        Indicator,
        "指标 Indicators",
        (
            *("name", "value_kind", "direction", "period_aggregation", "country_aggregation", "frequency"),
            *("by_sex", "by_country", "data_sources", "responsible", "note"),
        ),
    ),
    Table(Measure, "分项 Measures", ("name", "unit", "decimals", "detail", "source", "participant_kind", "order")),
    Table(IndicatorPlacement, "列示 Placements", ("result", "indicator", "wording", "is_headline", "order")),
    Table(RiskAssumption, "风险与假设 Risks", ("text", "reviewed_on")),
)
OBSERVATIONS = (
    Table(
        Observation,
        "数据 Observations",
        ("state", "operator", "value", "numerator", "denominator", "scale_step", "text", "note", "override_reason"),
        lists={
            "country__iso3": countries,
            "sex": sexes,
            "category__dimension__slug": dimensions,
            "category__code": categories,
        },
        asks_reason=True,
    ),
)
LISTED = (Country, Theme, Body, Unit, Document, ScaleStep)  # related records that are chosen from a list


def label_of(record: models.Model, key: str) -> Text:
    """A related record in a drop-down: its key, and its name where that is short."""
    if isinstance(record, Country | Unit | Theme):
        name = text_of(record, "name")
        return Text(zh=f"{key} {name.zh}", en=name.en)
    return Text(zh=key, en=key)
