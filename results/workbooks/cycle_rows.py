"""The rows of a reporting cycle's workbook, filled in with what is stored."""

from __future__ import annotations

from collections.abc import Callable

from base.text import CHINESE, ENGLISH, Text, text_of
from base.workbooks.shapes import CellKind, Choice, Row, in_both, joined, key_of, plain
from knowledge.models import Country

from ..enums import MeasureSource, Rating, ValueKind, ValueState
from ..figures import write_observation
from ..models import CountryProgress, Figure, ProgressEntry, ScaleStep
from ..selectors.cells import Cell
from ..selectors.progress import PublicEntry
from .cycle_sheets import YES_NO

SHARES = (ValueKind.PERCENTAGE, ValueKind.RATIO)
NUMBERS = ("value", "numerator", "denominator")
TEXTS = ("text", "note", "override_reason", "correction_reason")


def both(record: object, field: str, between: str = "\n") -> str:
    """A record's text in both languages, one below the other."""
    return joined(text_of(record, field), between) if record is not None else ""


def figure_row(entry: ProgressEntry, cell: Cell, *, may_write: bool, scale: tuple[Choice, ...], comment: str) -> Row:
    """One cell of an entry. ``scale`` are the steps of the indicator's scale, where it has one."""
    measure, kind, country = cell.measure, cell.measure.figure_kind, entry.country
    part = (
        joined(in_both(cell.sex.label), "\n") if cell.sex else "",
        both(cell.category, "name") if cell.category else "",
    )
    values = {
        "code": entry.indicator.code,
        "indicator": both(entry.indicator, "name"),
        "country": _country(country),
        "measure": both(measure, "name"),
        "part": "\n".join(each for each in part if each),
        "unit": both(measure.unit, "name"),
        "previous": _written(cell.previous),
        "approved": _written(cell.approved),
        **stored_figure(cell.shown),
    }
    choices = {ValueKind.SCALE: scale, ValueKind.YES_NO: YES_NO}.get(kind)
    category = (cell.category.dimension.slug, cell.category.code) if cell.category else ("", "")
    return Row(
        key=key_of((entry.indicator.code, country.iso3 if country else "", measure.code, cell.sex, *category)),
        values={name: value for name, value in values.items() if value},
        choices={"value": choices} if choices else {},
        kinds={"value": CellKind.CHOICE} if choices else {},
        locked=_locked(cell, kind),
        comments={"indicator": comment} if comment else {},
        may_write=may_write,
        about=(entry, cell),
    )


def stored_figure(figure: Figure | None) -> dict[str, str]:
    """What a figure says, by column; a cell in which nothing is said yet is “reported”, as in the forms."""
    if figure is None:
        return {"state": ValueState.REPORTED.value}
    step = figure.scale_step
    told = {"state": figure.state, "operator": figure.operator}
    told |= {name: plain(getattr(figure, name)) for name in NUMBERS}
    if step is not None:
        told["value"] = step.code
    for name in TEXTS:
        for suffix in ("zh_hans", "en"):
            told[f"{name}_{suffix}"] = plain(getattr(figure, f"{name}_{suffix}", ""))
    return told


def _locked(cell: Cell, kind: str) -> frozenset[str]:
    """Where nothing can be typed: what this kind of measure is not told in, as in the form of an entry."""
    locked: set[str] = set()
    shown = cell.shown
    if kind in (ValueKind.SCALE, ValueKind.YES_NO, ValueKind.QUALITATIVE):
        locked.add("operator")
    if kind == ValueKind.QUALITATIVE:
        locked.add("value")
    if kind not in SHARES:
        locked |= {"numerator", "denominator"}
    if kind not in (ValueKind.QUALITATIVE, ValueKind.YES_NO) and not text_of(shown, "text"):
        locked |= {"text_zh_hans", "text_en"}
    if cell.measure.source != MeasureSource.ATTENDANCE:
        locked |= {"override_reason_zh_hans", "override_reason_en"}
    if cell.approved is None:
        locked |= {"correction_reason_zh_hans", "correction_reason_en"}
    return frozenset(locked)


def entry_row(entry: ProgressEntry, previous: PublicEntry | None, *, may_write: bool, comment: str) -> Row:
    """What is told about one entry."""
    told = previous.narrative if previous else Text()
    proposed = Rating(entry.proposed_rating)
    values = {
        "code": entry.indicator.code,
        "indicator": both(entry.indicator, "name"),
        "country": _country(entry.country),
        "previous_zh_hans": plain(told.zh),
        "previous_en": plain(told.en),
        "proposed": joined(in_both(proposed.label), "\n") if proposed else "",
        "rating": entry.rating,
        **_texts(entry, "narrative", "rating_reason"),
    }
    return Row(
        key=key_of((entry.indicator.code, entry.country.iso3 if entry.country else "")),
        values={name: value for name, value in values.items() if value},
        comments={"indicator": comment} if comment else {},
        may_write=may_write,
        about=entry,
    )


def country_row(progress: CountryProgress, previous: CountryProgress | None, *, may_write: bool) -> Row:
    """What is told about one country under one theme."""
    values = {
        "theme": both(progress.theme, "name"),
        "country": _country(progress.country),
        **{f"previous_{suffix}": value for suffix, value in _previous(previous).items()},
        **_texts(progress, "summary", "challenges"),
    }
    return Row(
        key=key_of((progress.theme.slug, progress.country.iso3 if progress.country else "")),
        values={name: value for name, value in values.items() if value},
        may_write=may_write,
        about=progress,
    )


def comment_on(entry: ProgressEntry) -> str:
    """What the indicator is: the definition that a reader of the cell needs, in both languages."""
    indicator = entry.indicator
    facts = [
        joined(Text(zh=f"{label.zh}：{value.zh}", en=f"{label.en}: {value.en}"), "\n")
        for label, value in (
            (in_both(indicator._meta.get_field(name).verbose_name), in_both(_display(indicator, name)))
            for name in ("value_kind", "direction", "period_aggregation")
        )
    ]
    texts = [both(indicator, name) for name in ("data_sources", "note")]
    return "\n".join(each for each in (*facts, *texts) if each)


def scale_of(steps: list[ScaleStep]) -> tuple[Choice, ...]:
    """The steps of a scale as the lines of a drop-down, in their order."""
    return tuple(Choice(step.code, text_of(step, "name")) for step in steps)


def _display(record: object, name: str) -> Callable[[], str]:
    return getattr(record, f"get_{name}_display")


def _texts(record: object, *names: str) -> dict[str, str]:
    return {f"{name}_{suffix}": plain(getattr(record, f"{name}_{suffix}")) for name in names for suffix in ("zh_hans", "en")}


def _previous(told: CountryProgress | None) -> dict[str, str]:
    if told is None:
        return {}
    texts = _texts(told, "summary", "challenges")
    pairs = {suffix: (texts[f"summary_{suffix}"], texts[f"challenges_{suffix}"]) for suffix in ("zh_hans", "en")}
    return {suffix: "\n\n".join(text for text in pair if text) for suffix, pair in pairs.items()}


def _country(country: Country | None) -> str:
    return both(country, "name")


def _written(figure: Figure | None) -> str:
    """A figure as printed, once where both languages print it alike."""
    if figure is None:
        return ""
    return joined(Text(zh=write_observation(figure, CHINESE), en=write_observation(figure, ENGLISH)), "\n")
