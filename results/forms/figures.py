"""The figures of an entry as a form: one small form per cell, so that each keeps what was typed in it."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from decimal import Decimal, InvalidOperation

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from base.text import Text

from ..enums import MeasureSource, Operator, ValueKind, ValueState
from ..models import EntryFigure, ProgressEntry
from ..selectors.cells import Cell, cells_of
from ..services.figures import FigureInput
from ..validators.figures import fill_share, problems_of

SHARES = (ValueKind.PERCENTAGE, ValueKind.RATIO)
LABELS = {
    "text": _("value in words"),
    "note": _("note"),
    "override_reason": _("reason for overriding"),
    "correction_reason": _("reason for the correction"),
}
YES_NO = [("", "–"), ("1", _("yes")), ("0", _("no"))]


class FigureField(forms.DecimalField):
    """A number as people type it: with thousands separators of either kind, or in full-width digits."""

    def __init__(self, **options: object) -> None:
        widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off", "class": "figure-input"})
        super().__init__(required=False, max_digits=20, decimal_places=4, widget=widget, **options)

    def to_python(self, value: object) -> Decimal | None:
        if isinstance(value, str):
            plain = unicodedata.normalize("NFKC", value).replace(",", "").replace(" ", "").replace("\u00a0", "")
            value = plain.removesuffix("%")
        return super().to_python(value)

    def prepare_value(self, value: object) -> object:
        """Without the zeros that the database fills up with."""
        if isinstance(value, Decimal):
            return f"{value.normalize():f}"
        return value

    def has_changed(self, initial: object, data: object) -> bool:
        try:
            return self.to_python(initial) != self.to_python(data)
        except (ValidationError, InvalidOperation):
            return True


class FigureForm(forms.Form):
    """One cell. ``form.cell`` has its measure and part, and what the period before said."""

    state = forms.ChoiceField(choices=ValueState.choices, label=_("state"), show_hidden_initial=True)
    operator = forms.ChoiceField(choices=Operator.choices, required=False, label=_("operator"), show_hidden_initial=True)
    value = FigureField(label=_("value"), show_hidden_initial=True)
    numerator = FigureField(label=_("numerator"), show_hidden_initial=True)
    denominator = FigureField(label=_("denominator"), show_hidden_initial=True)
    scale_step = forms.ModelChoiceField(None, required=False, label=_("step of the scale"), show_hidden_initial=True)
    TEXTS = ("text", "note", "override_reason", "correction_reason")

    def __init__(self, data: QueryDict | None, *, cell: Cell) -> None:
        self.cell = cell
        super().__init__(data, prefix=cell.name, initial=_initial(cell))
        for name, label in LABELS.items():
            for suffix, tag, language in (("zh_hans", "zh-Hans", "中文"), ("en", "en", "English")):
                self.fields[f"{name}_{suffix}"] = forms.CharField(
                    required=False,
                    label=_("%(label)s (%(language)s)") % {"label": label, "language": language},
                    widget=forms.Textarea(attrs={"rows": 2, "lang": tag}),
                    show_hidden_initial=True,
                )
        self._leave_out()
        for name, field in self.fields.items():
            if name in ("state", "operator", "value", "scale_step"):
                field.widget.attrs["aria-label"] = f"{cell.measure.name} {cell.part} – {field.label}".replace("  ", " ")

    def _leave_out(self) -> None:
        """Only what this kind of measure is told in."""
        measure, kind = self.cell.measure, self.cell.measure.indicator.value_kind
        unwanted = set()
        if kind == ValueKind.SCALE:
            unwanted |= {"value", "operator"}
            self.fields["scale_step"].queryset = measure.indicator.scale.all()
        else:
            unwanted.add("scale_step")
        if kind == ValueKind.YES_NO or measure.unit.slug == "yes_no":
            self.fields["value"] = forms.TypedChoiceField(
                choices=YES_NO, coerce=Decimal, empty_value=None, required=False, label=_("value"), show_hidden_initial=True
            )
            unwanted.add("operator")
        if kind == ValueKind.QUALITATIVE:
            unwanted |= {"value", "operator"}
        if not (kind in SHARES or (measure.unit.suffix_en or "").strip() == "%"):
            unwanted |= {"numerator", "denominator"}
        if measure.source != MeasureSource.ATTENDANCE:
            unwanted |= {"override_reason_zh_hans", "override_reason_en"}
        if self.cell.approved is None:
            unwanted |= {"correction_reason_zh_hans", "correction_reason_en"}
        if kind != ValueKind.QUALITATIVE and not (self.cell.shown and (self.cell.shown.text_en or self.cell.shown.text_zh_hans)):
            unwanted |= {"text_zh_hans", "text_en"}
        for name in unwanted:
            del self.fields[name]

    @property
    def is_in_words(self) -> bool:
        """Whether the figure itself is words, so that these stand in the row and not with the notes."""
        return self.cell.measure.indicator.value_kind == ValueKind.QUALITATIVE

    @property
    def row_fields(self) -> list[forms.BoundField]:
        names = ["operator", "value", "scale_step", *(("text_zh_hans", "text_en") if self.is_in_words else ())]
        return [self[name] for name in names if name in self.fields]

    @property
    def share_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in ("numerator", "denominator") if name in self.fields]

    @property
    def more_fields(self) -> list[forms.BoundField]:
        shown = {"state", "operator", "value", "scale_step", "numerator", "denominator"}
        shown |= {"text_zh_hans", "text_en"} if self.is_in_words else set()
        return [self[name] for name in self.fields if name not in shown]

    @property
    def has_more(self) -> bool:
        """Whether something is written below the figure, so that the line that hides it says so."""
        return any(bound.value() for bound in self.more_fields)

    @property
    def more_errors(self) -> bool:
        """Whether something there was typed wrongly: then it is not hidden."""
        return any(bound.errors for bound in self.more_fields)

    def clean(self) -> dict[str, object]:
        cleaned = super().clean()
        if self.errors or not self.has_changed():
            return cleaned
        told = self.told()
        if not told.is_empty:
            figure = EntryFigure(measure=told.measure, sex=told.sex, category=told.category, **told.columns())
            fill_share(figure)
            for problem in problems_of(figure):
                self.add_error(problem.field if problem.field in self.fields else None, problem.message)
        return cleaned

    def told(self, **evidence: object) -> FigureInput:
        """What the form says, for ``services.figures.record_figures``."""
        plain = ("state", "operator", "value", "numerator", "denominator", "scale_step")
        said = {name: self.cleaned_data[name] for name in plain if name in self.cleaned_data}
        for name in self.TEXTS:
            if f"{name}_en" in self.cleaned_data:
                said[name] = Text(zh=self.cleaned_data[f"{name}_zh_hans"], en=self.cleaned_data[f"{name}_en"])
        cell = self.cell
        return FigureInput(measure=cell.measure, sex=cell.sex, category=cell.category, **said, **evidence)


class FigureForms:
    """The forms of all cells of an entry."""

    def __init__(self, data: QueryDict | None, *, entry: ProgressEntry) -> None:
        self.forms = [FigureForm(data, cell=cell) for cell in cells_of(entry)]

    def __iter__(self) -> Iterable[FigureForm]:
        return iter(self.forms)

    def __len__(self) -> int:
        return len(self.forms)

    def is_valid(self) -> bool:
        valid = [form.is_valid() for form in self.forms]  # each, so that every error is shown at once
        return all(valid)

    @cached_property
    def changed(self) -> list[FigureForm]:
        """Those that the person changed from what they saw, whatever is stored now."""
        return [form for form in self.forms if form.has_changed()]

    def take_stored(self) -> None:
        """After a conflict: what the person did not touch shows what is stored now; what they typed stays."""
        untouched = {form.cell.name for form in self.forms} - {form.cell.name for form in self.changed}
        self.forms = [FigureForm(None, cell=form.cell) if form.cell.name in untouched else form for form in self.forms]


def _initial(cell: Cell) -> dict[str, object]:
    if (figure := cell.shown) is None:
        return {"state": ValueState.REPORTED, "operator": ""}
    names = ["state", "operator", "value", "numerator", "denominator", "scale_step"]
    names += [f"{name}_{suffix}" for name in FigureForm.TEXTS for suffix in ("zh_hans", "en")]
    return {name: getattr(figure, name, "") for name in names}  # an approved figure has no reason for a correction
