"""Figures of an entry as programs read and write them."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from base.api_fields import CodeChoice, WrittenText
from base.text import Text

from ..enums import Operator, Sex, ValueState
from ..models import Category, EntryFigure, ProgressEntry
from ..services.figures import FigureInput

CATEGORY_SCHEMA = {
    "type": "object",
    "properties": {"dimension": {"type": "string"}, "code": {"type": "string"}},
    "required": ["dimension", "code"],
    "nullable": True,
}


@extend_schema_field(CATEGORY_SCHEMA)
class CategoryField(serializers.Field):
    """A part of a dimension by both their names: ``{"dimension": …, "code": …}``; ``null`` is the total."""

    def to_representation(self, value: Category) -> dict[str, str]:
        return {"dimension": value.dimension.slug, "code": value.code}

    def to_internal_value(self, data: Any) -> Category:
        if not isinstance(data, dict) or set(data) != {"dimension", "code"}:
            raise serializers.ValidationError(_("Name the dimension and the code."))
        name = serializers.SlugField()
        dimension, code = name.run_validation(data["dimension"]), name.run_validation(data["code"])
        found = Category.objects.filter(dimension__slug=dimension, code=code).select_related("dimension").first()
        if found is None:
            raise serializers.ValidationError(_("There is no such category."))
        return found


class EntryFigureSerializer(serializers.ModelSerializer):
    """A figure of an entry: one measure, one part. Written, it replaces its cell whole; without a value it empties it."""

    measure = serializers.SlugField(source="measure.code")
    unit = serializers.SlugField(source="measure.unit.slug", read_only=True)
    sex = CodeChoice(Sex, default=Sex.ALL)
    category = CategoryField(allow_null=True, default=None)
    state = serializers.ChoiceField(ValueState, default=ValueState.REPORTED)
    operator = CodeChoice(Operator, default=Operator.EQUAL)
    value = serializers.DecimalField(20, 4, allow_null=True, default=None, normalize_output=True)
    numerator = serializers.DecimalField(20, 4, allow_null=True, default=None, normalize_output=True)
    denominator = serializers.DecimalField(20, 4, allow_null=True, default=None, normalize_output=True)
    scale_step = serializers.SlugField(source="scale_step.code", allow_null=True, default=None)
    text = WrittenText(default=Text())
    note = WrittenText(default=Text())
    override_reason = WrittenText(default=Text())
    correction_reason = WrittenText(default=Text())

    class Meta:
        model = EntryFigure
        fields = [
            *("measure", "unit", "sex", "category", "state", "operator", "value", "numerator", "denominator", "scale_step"),
            *("text", "note", "override_reason", "correction_reason"),
        ]
        validators: list[object] = []  # the model's own look at a stored figure; the services check this one


def figures_from(entry: ProgressEntry, told: list[dict[str, Any]]) -> list[FigureInput]:
    """What a program tells, as the services take it. Raises ``ValidationError`` that names the figure's place in the list."""
    measures = {measure.code: measure for measure in entry.indicator.measures.select_related("unit", "indicator")}
    steps = {step.code: step for step in entry.indicator.scale.all()}
    found, errors = [], {}
    for index, each in enumerate(told):
        code, step = each.pop("measure")["code"], each.pop("scale_step", None)
        step = step["code"] if isinstance(step, dict) else step
        if code not in measures:
            errors[index] = {"measure": [_("This indicator has no measure “%(code)s”.") % {"code": code}]}
        elif step is not None and step not in steps:
            errors[index] = {"scale_step": [_("This indicator’s scale has no step “%(code)s”.") % {"code": step}]}
        else:
            found.append(FigureInput(measure=measures[code], scale_step=steps.get(step), **each))
    if errors:
        raise serializers.ValidationError({"figures": errors})
    return found
