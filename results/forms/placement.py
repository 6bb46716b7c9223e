"""The steps by which a version of a framework is prepared, as forms: place, change and retire an indicator."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from base.text import Text, text_of

from ..models import FrameworkVersion, Indicator, IndicatorPlacement

CHINESE, ENGLISH = {"lang": "zh-Hans", "rows": 2}, {"lang": "en", "rows": 2}


class ReasonForm(forms.Form):
    """Why an indicator is retired or shown otherwise, in both languages."""

    reason_zh_hans = forms.CharField(label=_("Reason, Chinese"), max_length=300, widget=forms.Textarea(CHINESE))
    reason_en = forms.CharField(label=_("Reason, English"), max_length=300, widget=forms.Textarea(ENGLISH))

    @property
    def reason(self) -> Text:
        return Text(zh=self.cleaned_data["reason_zh_hans"], en=self.cleaned_data["reason_en"])


class PlacementForm(forms.Form):
    """Where and how a version shows an indicator. ``as_placed`` is what ``services.framework_versions`` takes."""

    result = forms.ModelChoiceField(label=_("result"), queryset=None)
    code = forms.CharField(label=_("code in this framework"), max_length=40)
    wording_zh_hans = forms.CharField(
        label=_("Wording in this framework, Chinese"), max_length=500, required=False, widget=forms.Textarea(CHINESE)
    )
    wording_en = forms.CharField(
        label=_("Wording in this framework, English"),
        max_length=500,
        required=False,
        widget=forms.Textarea(ENGLISH),
        help_text=_("Only where it differs from the indicator's name."),
    )
    is_headline = forms.BooleanField(label=_("headline"), required=False)
    order = forms.IntegerField(label=_("order"), min_value=0, max_value=32767, initial=0)

    def __init__(self, version: FrameworkVersion, placement: IndicatorPlacement | None = None, data: dict | None = None) -> None:
        super().__init__(data, initial=_as_it_is(placement) if placement else None)
        self.fields["result"].queryset = version.framework.results.all()

    @property
    def as_placed(self) -> dict[str, object]:
        cleaned = self.cleaned_data
        wording = Text(zh=cleaned["wording_zh_hans"], en=cleaned["wording_en"])
        return {**{name: cleaned[name] for name in ("result", "code", "is_headline", "order")}, "wording": wording}

    def clean(self) -> dict[str, object]:
        cleaned = super().clean()
        wording = Text(zh=cleaned.get("wording_zh_hans", ""), en=cleaned.get("wording_en", ""))
        if wording.missing:
            raise forms.ValidationError(_("Write the wording in both languages, or in none."))
        return cleaned


class AdditionForm(PlacementForm):
    """An indicator that the framework does not show yet."""

    indicator = forms.ModelChoiceField(label=_("indicator"), queryset=None)
    field_order = ("indicator",)

    def __init__(self, version: FrameworkVersion, data: dict | None = None) -> None:
        super().__init__(version, data=data)
        standing = version.framework.placements.at_version(version.number)
        self.fields["indicator"].queryset = Indicator.objects.exclude(pk__in=standing.values("indicator"))

    @property
    def as_placed(self) -> dict[str, object]:
        return {**super().as_placed, "indicator": self.cleaned_data["indicator"]}


class ChangeForm(ReasonForm, PlacementForm):
    """Another code, wording, result or mark for an indicator that stands, and why."""

    field_order = ("result", "code", "wording_zh_hans", "wording_en", "is_headline", "order", "reason_zh_hans", "reason_en")

    def __init__(self, version: FrameworkVersion, placement: IndicatorPlacement, data: dict | None = None) -> None:
        super().__init__(version, placement, data)
        if placement.added_in_id == version.pk:  # nobody has seen it yet: it is corrected, not changed
            del self.fields["reason_zh_hans"], self.fields["reason_en"]

    @property
    def as_placed(self) -> dict[str, object]:
        return {**super().as_placed, "reason": self.reason if "reason_en" in self.fields else Text()}


def _as_it_is(placement: IndicatorPlacement) -> dict[str, object]:
    wording = text_of(placement, "wording")
    return {
        "result": placement.result_id,
        "code": placement.code,
        "wording_zh_hans": wording.zh,
        "wording_en": wording.en,
        "is_headline": placement.is_headline,
        "order": placement.order,
    }
