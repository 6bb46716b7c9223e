"""What was found of each risk and assumption of a cycle, on one page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django import forms
from django.utils.translation import gettext_lazy as _

from base.text import Text

from ..enums import RiskVerdict
from ..models import RiskAssumption
from ..services.risks import Finding


class FindingForm(forms.Form):
    """One risk: a finding, or none yet, and a note in both languages or in none."""

    verdict = forms.ChoiceField(label=_("finding"), choices=[("", _("not reviewed yet")), *RiskVerdict.choices], required=False)
    note_zh_hans = forms.CharField(label=_("note, Chinese"), required=False, widget=forms.Textarea({"rows": 2, "lang": "zh-Hans"}))
    note_en = forms.CharField(label=_("note, English"), required=False, widget=forms.Textarea({"rows": 2, "lang": "en"}))

    def __init__(self, risk: RiskAssumption, data: Mapping[str, str] | None = None) -> None:
        self.risk = risk
        review = risk.review_now
        initial = {name: getattr(review, name) for name in ("verdict", "note_zh_hans", "note_en")} if review else {}
        super().__init__(data, initial=initial, prefix=f"risk-{risk.pk}")

    def clean(self) -> dict[str, object]:
        cleaned = super().clean()
        note = Text(zh=cleaned.get("note_zh_hans", ""), en=cleaned.get("note_en", ""))
        if note.missing:
            raise forms.ValidationError(_("Write the note in both languages, or in none."))
        if not cleaned.get("verdict") and (note or self.risk.review_now):
            self.add_error("verdict", _("Choose a finding."))
        return cleaned

    @property
    def finding(self) -> Finding | None:
        """What to record; ``None`` where nothing was chosen."""
        cleaned = self.cleaned_data
        if not cleaned["verdict"]:
            return None
        return Finding(self.risk, cleaned["verdict"], Text(zh=cleaned["note_zh_hans"], en=cleaned["note_en"]))


def finding_forms(risks: Sequence[RiskAssumption], data: Mapping[str, str] | None = None) -> list[FindingForm]:
    """A form for each of the risks, in their order."""
    return [FindingForm(risk, data) for risk in risks]
