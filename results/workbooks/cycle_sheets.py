"""What stands in which column of a reporting cycle's workbook."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from base.text import Text
from base.workbooks.shapes import CellKind, Choice, Column, choices_of, in_both

from ..enums import Operator, Rating, ValueState

FIGURES, PROGRESS, COUNTRIES = "数据 Figures", "进展 Progress", "国别进展 Country progress"
YES_NO = (Choice("1", Text(zh="是", en="Yes")), Choice("0", Text(zh="否", en="No")))


def _pair(name: str, label: object, help_text: object = "", *, width: int, editable: bool = True) -> list[Column]:
    """A text in both languages: a column for each, the Chinese first."""
    head, told = in_both(label), in_both(help_text) if help_text else Text()
    return [
        Column(f"{name}_{suffix}", heading, width=width, editable=editable, help=told)
        for suffix, heading in (
            ("zh_hans", Text(zh=f"{head.zh}（中文）", en=f"{head.en} (Chinese)")),
            ("en", Text(zh=f"{head.zh}（英文）", en=f"{head.en} (English)")),
        )
    ]


def _given(key: str, label: object, width: int, help_text: object = "") -> Column:
    """A column that only tells: it is locked."""
    return Column(key, in_both(label), width=width, help=in_both(help_text) if help_text else Text())


def figure_columns() -> list[Column]:
    """One row per cell of an entry: measure, sex, category."""
    return [
        _given("code", _("code"), 12),
        _given("indicator", _("indicator"), 34, _("The comment of each cell defines its indicator.")),
        _given("country", _("country"), 14, _("Empty: the region as a whole.")),
        _given("measure", _("measure"), 22),
        _given("part", _("part"), 14, _("Sex and category. Empty: the total, against which the parts are checked.")),
        _given("unit", _("unit"), 12),
        _given("previous", _("previous period"), 16, _("What was last approved before this cycle.")),
        _given("approved", _("approved so far"), 14, _("What is already approved for this period, and public.")),
        Column(
            "state",
            in_both(_("state")),
            CellKind.CHOICE,
            17,
            editable=True,
            choices=choices_of(ValueState.choices),
            empty=ValueState.REPORTED,
            help=in_both(_("Why there is a figure or none. A figure that is not there is never 0: say here why.")),
        ),
        Column(
            "operator",
            in_both(_("sign")),
            CellKind.CHOICE,
            13,
            editable=True,
            choices=choices_of(choice for choice in Operator.choices if choice[0]),
            help=in_both(_("Only where the figure is no exact one. Empty: exactly this figure.")),
        ),
        Column(
            "value",
            in_both(_("value")),
            CellKind.NUMBER,
            16,
            editable=True,
            help=in_both(_("A number in the row’s unit, or a line of the list. A percentage is written 58 or 58%.")),
        ),
        Column(
            "numerator",
            in_both(_("numerator")),
            CellKind.NUMBER,
            13,
            editable=True,
            help=in_both(_("For shares, with the denominator. The value is worked out where it is empty.")),
        ),
        Column("denominator", in_both(_("denominator")), CellKind.NUMBER, 13, editable=True),
        *_pair("text", _("value in words"), _("For what is told in words."), width=24),
        *_pair("note", _("note"), _("What a reader of the figure has to know."), width=24),
        *_pair(
            "correction_reason",
            _("reason for the correction"),
            _("Needed in both languages where a figure changes that was approved."),
            width=24,
        ),
        *_pair(
            "override_reason",
            _("reason for overriding"),
            _("Where the figure is added up from events: why another one stands instead."),
            width=24,
        ),
    ]


def progress_columns() -> list[Column]:
    """One row per entry: what is told, and the rating."""
    return [
        _given("code", _("code"), 12),
        _given("indicator", _("indicator"), 30),
        _given("country", _("country"), 14, _("Empty: the region as a whole.")),
        *_pair("previous", _("previous text"), _("What was last approved before this cycle."), width=36, editable=False),
        *_pair("narrative", _("progress"), _("What was achieved in this period. Markdown can be used."), width=48),
        _given("proposed", _("rating proposed"), 14, _("From the figures: baseline, target, time elapsed.")),
        Column(
            "rating",
            in_both(_("rating")),
            CellKind.CHOICE,
            14,
            editable=True,
            choices=choices_of(choice for choice in Rating.choices if choice[0]),
            help=in_both(_("Empty: not rated.")),
        ),
        *_pair(
            "rating_reason",
            _("reason for the rating"),
            _("Needed in both languages where the rating is not the proposed one."),
            width=28,
        ),
    ]


def country_columns() -> list[Column]:
    """One row per theme and country."""
    return [
        _given("theme", _("theme"), 24),
        _given("country", _("country"), 14, _("Empty: the region as a whole.")),
        *_pair("previous", _("previous text"), _("What was last approved before this cycle."), width=36, editable=False),
        *_pair("summary", _("progress"), _("What the country has achieved under the theme. Markdown can be used."), width=48),
        *_pair("challenges", _("challenges"), _("One per line."), width=36),
    ]
