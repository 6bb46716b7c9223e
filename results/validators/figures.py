"""What a figure may say, in one place for the admin, the services, the importers and the API (``Figure.clean``)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from knowledge.enums import UnitKind

from ..enums import Detail, MeasureSource, ObservationKind, Operator, ValueKind, ValueState

if TYPE_CHECKING:
    from ..models import Figure, Measure

PER = {ValueKind.PERCENTAGE: 100, ValueKind.RATIO: 1}
STORED = Decimal("0.0001")  # the places a figure is stored with
CONTENT = ("value", "numerator", "denominator", "scale_step_id")


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a figure: the field it is about, and a sentence for people."""

    field: str
    message: str | Promise


def check_figure(figure: Figure) -> None:
    """Raise ``ValidationError`` with everything that is wrong; its codes name the fields (“figure_value”)."""
    if found := list(problems_of(figure)):
        raise ValidationError([ValidationError(each.message, code=f"figure_{each.field}") for each in found])


def fill_share(figure: Figure) -> None:
    """A share told by its parts alone gets its value from them; per cent for a percentage."""
    per = PER.get(figure.measure.figure_kind)
    if per and figure.value is None and figure.numerator is not None and figure.denominator:
        figure.value = share_of(figure.numerator, figure.denominator, per)


def share_of(numerator: Decimal, denominator: Decimal, per: int) -> Decimal:
    """To the four places that are stored, rounded half up.

    >>> share_of(Decimal(1), Decimal(3), 100)
    Decimal('33.3333')
    """
    return (numerator * per / denominator).quantize(STORED, rounding=ROUND_HALF_UP)


def problems_of(figure: Figure) -> Iterator[Problem]:
    """Everything that is wrong with a figure of ``figure.measure``, in the order of the form."""
    yield from _about_the_part(figure)
    yield from _about_an_override(figure)
    if figure.state != ValueState.REPORTED:
        if any(getattr(figure, name) is not None for name in CONTENT):
            yield Problem("state", _("A figure that is not there has no value, no parts and no step of a scale."))
        return
    kind = figure.measure.figure_kind
    yield from _about_shares(figure, kind)
    if kind == ValueKind.SCALE:
        yield from _about_a_step(figure)
    elif figure.scale_step_id is not None:
        yield Problem("scale_step", _("This measure has no scale: leave its step empty."))
    elif figure.value is None:
        yield from _about_words(figure, kind)
    else:
        yield from _about_a_number(figure, kind)


def _about_words(figure: Figure, kind: str) -> Iterator[Problem]:
    has_words = bool(figure.text_en or figure.text_zh_hans)
    if kind in (ValueKind.QUALITATIVE, ValueKind.YES_NO):
        if not has_words:
            yield Problem("text", _("Write the figure, or say in its state why there is none."))
    elif figure.numerator is None:
        yield Problem("value", _("Write a number, or say in its state why there is none."))


def _about_a_number(figure: Figure, kind: str) -> Iterator[Problem]:
    value = figure.value
    if kind == ValueKind.QUALITATIVE:
        yield Problem("value", _("This measure is told in words, not by a number."))
    if kind == ValueKind.YES_NO and (value not in (0, 1) or figure.operator != Operator.EQUAL):
        yield Problem("value", _("Yes is 1 and no is 0; nothing else can be entered."))
    if figure.measure.unit.kind == UnitKind.COUNT:
        if value < 0:
            yield Problem("value", _("A count cannot be negative."))
        if value != value.to_integral_value():
            yield Problem("value", _("This unit counts whole ones: enter a whole number."))


def _about_shares(figure: Figure, kind: str) -> Iterator[Problem]:
    numerator, denominator = figure.numerator, figure.denominator
    if numerator is None and denominator is None:
        return
    if kind not in PER:
        yield Problem("numerator", _("Only a percentage or a ratio has a numerator and a denominator."))
    elif numerator is None or denominator is None:
        yield Problem("denominator", _("Numerator and denominator belong together: enter both or neither."))
    elif denominator <= 0 or numerator < 0:
        yield Problem("denominator", _("The denominator must be above 0, and the numerator not below 0."))
    elif figure.value is not None:
        exact = share_of(numerator, denominator, PER[kind])
        if abs(exact - figure.value) > _rounding(figure.value):
            told = {"value": _plain(figure.value), "exact": _plain(exact)}
            yield Problem("value", _("The value %(value)s is not that of its parts, %(exact)s.") % told)


def _rounding(value: Decimal) -> Decimal:
    """How far a rounded value may be from the exact one: 58 may stand for 57.5 to 58.5."""
    places = max(0, -value.normalize().as_tuple().exponent)
    return Decimal(5).scaleb(-places - 1)


def _plain(value: Decimal) -> str:
    return f"{value.normalize():,f}"


def _about_a_step(figure: Figure) -> Iterator[Problem]:
    if figure.scale_step_id is None:
        yield Problem("scale_step", _("Choose a step of the indicator’s scale."))
    elif figure.scale_step.indicator_id != figure.measure.indicator_id:
        yield Problem("scale_step", _("This step belongs to the scale of another indicator."))
    if figure.value is not None or figure.operator != Operator.EQUAL:
        yield Problem("value", _("A step of a scale stands alone: leave the value and its sign empty."))


def _about_the_part(figure: Figure) -> Iterator[Problem]:
    measure = figure.measure
    if (figure.sex or figure.category_id) and measure.detail != Detail.FULL:
        yield Problem("sex", _("This measure is told by its total only: no part of it can be entered."))
    elif figure.sex and not measure.indicator.by_sex:
        yield Problem("sex", _("This indicator is not told by sex."))
    elif figure.category_id and not _has_dimension(measure, figure.category.dimension_id):
        yield Problem("category", _("“%(category)s” is no part of this measure.") % {"category": figure.category})


def _has_dimension(measure: Measure, dimension_id: int) -> bool:
    return measure.pk is not None and any(each.pk == dimension_id for each in measure.dimensions.all())


def _about_an_override(figure: Figure) -> Iterator[Problem]:
    progress = getattr(figure, "kind", ObservationKind.ACTUAL) == ObservationKind.ACTUAL
    is_computed = figure.measure.source == MeasureSource.ATTENDANCE and progress
    if is_computed and not (figure.override_reason_en and figure.override_reason_zh_hans):
        message = _("This measure is added up from the attendance of events: say in both languages why another figure stands.")
        yield Problem("override_reason", message)
