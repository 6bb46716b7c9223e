"""Figures of an entry as programs read and write them."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from base.api import TRANSLATED_SCHEMA, TranslatedField
from base.text import CHINESE, ENGLISH, LANGUAGES, Text

from ..enums import Operator, Sex, ValueState
from ..models import Category, EntryFigure, ProgressEntry
from ..services.figures import FigureInput

CATEGORY_SCHEMA = {
    "type": "object",
    "properties": {"dimension": {"type": "string"}, "code": {"type": "string"}},
    "required": ["dimension", "code"],
    "nullable": True,
}


@extend_schema_field(TRANSLATED_SCHEMA)
class WrittenText(TranslatedField):
    """A text that is written in both languages at once: ``{"zh-hans": …, "en": …}``. It is read as other texts are."""

    def __init__(self, **options: Any) -> None:
        super().__init__(read_only=False, **options)

    def to_internal_value(self, data: Any) -> Text:
        if not isinstance(data, dict) or set(data) != set(LANGUAGES) or not all(isinstance(text, str) for text in data.values()):
            raise serializers.ValidationError(_("Give both languages, “zh-hans” and “en”, and nothing else."))
        check = serializers.CharField(allow_blank=True)
        return Text(zh=check.run_validation(data[CHINESE]), en=check.run_validation(data[ENGLISH]))


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


class CodeChoice(serializers.ChoiceField):
    """One of a closed list by its code; the empty choice goes by its name, as in what is read."""

    def __init__(self, choices: type[models.TextChoices], **options: Any) -> None:
        self.codes = {choice.value: choice.value or choice.name.lower() for choice in choices}
        self.values = {code: value for value, code in self.codes.items()}
        super().__init__([(self.codes[choice.value], choice.label) for choice in choices], **options)

    def to_representation(self, value: str) -> str:
        return self.codes[value]

    def to_internal_value(self, data: Any) -> str:
        return self.values[super().to_internal_value(data)]


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
