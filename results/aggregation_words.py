"""How a derived figure came about, in words of either language."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override, pgettext

from base.dates import format_period
from base.text import CHINESE

from .enums import Aggregation, Operator, ValueState

if TYPE_CHECKING:
    from .aggregation_parts import Aggregate, Datum, LeftOut

SIGNS = {Operator.AT_LEAST: "≥ ", Operator.BELOW: "< ", Operator.ABOUT: "≈ "}


def explain(aggregate: Aggregate, language: str, *, decimals: int = 0) -> str:
    """One text: the result first, then how its parts came about, then what was left out and why."""
    return ("" if language == CHINESE else " ").join(explain_lines(aggregate, language, decimals=decimals))


def explain_lines(aggregate: Aggregate, language: str, *, decimals: int = 0, named: int | None = None) -> list[str]:
    """The sentences of ``explain``. ``decimals`` is how many places the measure shows at least.

    What was left out for one reason is named one by one, but only counted where it is more than ``named`` figures.
    """
    with override(language):
        writer = _Writer(language, decimals, named)
        return [*writer.results(aggregate), *writer.left_out(aggregate.all_left_out)]


class _Writer:
    """Writes sentences in the language that is active."""

    def __init__(self, language: str, decimals: int, named: int | None) -> None:
        self.language, self.decimals, self.named = language, decimals, named

    def results(self, aggregate: Aggregate) -> list[str]:
        """The sentence about the whole, then one for each part that is itself worked out from several figures."""
        if aggregate.value is None and not aggregate.text:
            return [self._absent(aggregate)]
        sentences = [self._how(aggregate)]
        for part in aggregate.parts:
            if hasattr(part, "parts") and part.is_derived:
                if part.place:
                    told = {"place": self._place(part), "how": self._how(part)}
                    sentences.append(_("%(place)s: %(how)s") % told)
                else:
                    sentences.append(self._how(part))
        return sentences

    def left_out(self, left_out: tuple[LeftOut, ...]) -> list[str]:
        """One sentence per reason."""
        by_reason: dict[str, list[LeftOut]] = {}
        for each in left_out:
            by_reason.setdefault(each.why, []).append(each)
        return [self._reason(why) % {"which": self._which(found)} for why, found in by_reason.items()]

    def _which(self, left_out: list[LeftOut]) -> str:
        if self.named is None or len(left_out) <= self.named:
            return self._list([self._named(each) for each in left_out])
        start, end = min(each.datum.start for each in left_out), max(each.datum.end for each in left_out)
        counted = ngettext("%(count)d figure", "%(count)d figures", len(left_out)) % {"count": len(left_out)}
        return _("%(what)s (%(why)s)") % {"what": counted, "why": format_period(start, end, self.language)}

    def _named(self, each: LeftOut) -> str:
        label = self._label(each.datum)
        if each.why == "no_figure" and each.datum.state != ValueState.REPORTED:
            return _("%(what)s (%(why)s)") % {"what": label, "why": ValueState(each.datum.state).label}
        if each.datum.value is not None:
            return _("%(what)s (%(why)s)") % {"what": label, "why": self._figure(each.datum)}
        return label

    def _reason(self, why: str) -> str:
        return {
            "no_figure": _("Left out, because there is no figure: %(which)s."),
            "overlap": _("Left out, because the same days are told by other figures: %(which)s."),
            "not_chosen": _("Not used: %(which)s."),
            "region_told": _("Left out, because the region has a figure of its own: %(which)s."),
            "no_parts": _("Left out, because numerator or denominator is not known: %(which)s."),
            "not_sure": _("Left out, because it may be none: %(which)s."),
        }[why]

    def _absent(self, aggregate: Aggregate) -> str:
        if not aggregate.left_out and not aggregate.parts:
            return _("There is no figure.")
        if aggregate.rule == Aggregation.NONE and aggregate.state == ValueState.NOT_AVAILABLE:
            if aggregate.over == "countries":
                return _("No figure: by the rule of this indicator countries are not added up.")
            return _("No figure: by the rule of this indicator periods are not added up.")
        return _("No figure: %(why)s.") % {"why": ValueState(aggregate.state).label}

    def _how(self, aggregate: Aggregate) -> str:
        if not aggregate.parts:
            return _("By the rule of this indicator: %(rule)s.") % {"rule": aggregate.rule.label}
        if aggregate.rule == Aggregation.COUNTRIES:
            return self._count(aggregate)
        parts, count = aggregate.parts, len(aggregate.parts)
        if count == 1:
            return self._single(aggregate)
        terms = {"count": count, "terms": self._plus().join(self._term(part) for part in parts), "result": self._figure(aggregate)}
        if aggregate.rule == Aggregation.MEAN:
            terms["terms"] = self._list([self._term(part) for part in parts])
        if aggregate.rule == Aggregation.WEIGHTED:
            above = self._plus().join(self._number(part.numerator) for part in parts)
            below = self._plus().join(self._number(part.denominator) for part in parts)
            terms |= {"above": above, "below": below, "which": self._list([self._label(part) for part in parts])}
        return self._sentence(aggregate) % terms

    def _sentence(self, aggregate: Aggregate) -> str:
        count = len(aggregate.parts)
        return {
            ("sum", "periods"): ngettext(
                "Sum of %(count)d period: %(terms)s = %(result)s.", "Sum of %(count)d periods: %(terms)s = %(result)s.", count
            ),
            ("sum", "countries"): ngettext(
                "Sum of %(count)d country: %(terms)s = %(result)s.", "Sum of %(count)d countries: %(terms)s = %(result)s.", count
            ),
            ("mean", "periods"): ngettext(
                "Mean of %(count)d period: %(terms)s; on average %(result)s.",
                "Mean of %(count)d periods: %(terms)s; on average %(result)s.",
                count,
            ),
            ("mean", "countries"): ngettext(
                "Mean of %(count)d country: %(terms)s; on average %(result)s.",
                "Mean of %(count)d countries: %(terms)s; on average %(result)s.",
                count,
            ),
            ("weighted", "periods"): _("Share of the summed parts: (%(above)s) ÷ (%(below)s) = %(result)s; periods: %(which)s."),
            ("weighted", "countries"): _(
                "Share of the summed parts: (%(above)s) ÷ (%(below)s) = %(result)s; countries: %(which)s."
            ),
        }[aggregate.rule.value, aggregate.over]

    def _single(self, aggregate: Aggregate) -> str:
        (part,) = aggregate.parts
        term = {"term": self._term(part)}
        if aggregate.rule == Aggregation.HIGHEST and aggregate.left_out:
            return _("Highest figure: %(term)s.") % term
        if aggregate.rule == Aggregation.LATEST:
            return _("Latest figure: %(term)s.") % term
        return _("The one figure there is: %(term)s.") % term

    def _count(self, aggregate: Aggregate) -> str:
        yes = [self._place(part) for part in aggregate.parts if part.value > 0]
        numbers = {"count": self._figure(aggregate), "all": len(aggregate.parts), "which": self._list(yes)}
        if not yes:
            return _("None of the %(all)d countries with a figure.") % numbers
        return _("%(count)s of the %(all)d countries with a figure: %(which)s.") % numbers

    def _term(self, part: Datum | Aggregate) -> str:
        return _("%(figure)s (%(what)s)") % {"figure": self._figure(part), "what": self._label(part)}

    def _label(self, part: Datum | Aggregate) -> str:
        """Where and when; the region goes without saying."""
        period = format_period(part.start, part.end, self.language) if part.start and part.end else ""
        return self._list([each for each in (self._place(part), period) if each])

    def _place(self, part: Datum | Aggregate) -> str:
        return part.place.in_language(self.language) or part.place.en or part.place.zh or part.country or ""

    def _figure(self, part: Datum | Aggregate) -> str:
        if part.text:
            return part.text.in_language(self.language) or part.text.en or part.text.zh
        return f"{SIGNS.get(part.operator, '')}{self._number(part.value)}"

    def _number(self, value: Decimal) -> str:
        """With thousands separators, the places it has, four at most."""
        value = round(value, 4).normalize()
        return f"{value:,.{max(self.decimals, -value.as_tuple().exponent)}f}"

    def _list(self, which: list[str]) -> str:
        return pgettext("between names", ", ").join(which)

    def _plus(self) -> str:
        return pgettext("between the terms of a sum", " + ")
