"""The results overview as a chart and as a table."""

from __future__ import annotations

from django.utils.translation import get_language, gettext_lazy, ngettext, pgettext
from django.utils.translation import gettext as _

from base.sheets import Sheet
from base.text import Text
from base.wording import in_both

from ..charts import Part, Spec, bar_chart, shares_chart
from ..exhibits import Exhibit
from .summary import ORDER, PILLAR, RATING, SECTOR, Group, Summary, rating_name

TONES = dict(zip(ORDER, ("good", "info", "warn", "bad", "none"), strict=True))
CAPTIONS = {
    PILLAR: gettext_lazy("Indicators by pillar"),
    SECTOR: gettext_lazy("Indicators by sector"),
    RATING: gettext_lazy("Indicators by rating"),
}
TOLD = 12  # groups that the text alternative tells; the table tells the rest


def overview_exhibit(summary: Summary) -> Exhibit:
    """Ratings as parts of each bar; while nothing is rated, what has figures and what has none."""
    caption = str(CAPTIONS[summary.by])
    if not summary.groups:
        return Exhibit(caption, lambda: _sheet(summary))
    if summary.by == RATING:
        rows = [(_say(group.name), float(group.count)) for group in summary.groups]
        told = _join(f"{name} {amount:g}" for name, amount in rows)
        return Exhibit(
            caption,
            lambda: _sheet(summary),
            lambda width: bar_chart(rows=rows, unit=_("indicators"), title=caption, width=width),
            _("Bar chart. %(told)s") % {"told": told},
        )
    note = (
        ""
        if summary.everything.is_rated
        else _("Nothing is rated yet, so the bars show which indicators have figures of progress.")
    )
    return Exhibit(caption, lambda: _sheet(summary), lambda width: _bars(summary, caption, width), _alternative(summary), note)


def _parts(summary: Summary) -> list[Part]:
    if summary.everything.is_rated:
        return [Part(str(rating.label), TONES[rating]) for rating in ORDER]
    return [Part(_("with figures"), "info"), Part(_("without figures"), "none")]


def _amounts(group: Group, summary: Summary) -> list[int]:
    if summary.everything.is_rated:
        return [count for _rating, count in group.by_rating]
    return [group.with_figures, group.without_figures]


def _bars(summary: Summary, title: str, width: int) -> Spec:
    rows = [(_say(group.name), _amounts(group, summary)) for group in summary.groups]
    return shares_chart(parts=_parts(summary), rows=rows, unit=_("indicators"), title=title, width=width)


def _alternative(summary: Summary) -> str:
    names = [part.name for part in _parts(summary)]
    told = []
    for group in summary.groups[:TOLD]:
        parts = (f"{name} {amount}" for name, amount in zip(names, _amounts(group, summary), strict=True) if amount)
        told.append(_("%(group)s: %(parts)s") % {"group": _say(group.name), "parts": _join(parts)})
    more = len(summary.groups) - TOLD
    if more > 0:
        told.append(ngettext("%(count)s more in the table", "%(count)s more in the table", more) % {"count": more})
    return _("Stacked bars. %(told)s") % {"told": pgettext("between parts of a sentence", "; ").join(told)}


def _join(parts: object) -> str:
    return pgettext("between names", ", ").join(parts)


def _sheet(summary: Summary) -> Sheet:
    headings = [
        in_both(gettext_lazy("Group")),
        *(in_both(heading) for heading in (gettext_lazy("Indicators"), gettext_lazy("Headline"), gettext_lazy("Tracked only"))),
        *(rating_name(rating) for rating in ORDER),
        *(in_both(heading) for heading in (gettext_lazy("With figures"), gettext_lazy("Without figures"))),
        in_both(gettext_lazy("Figures up to")),
    ]
    rows = [
        [
            *(_say(group.name), group.count, group.headline, group.tracked),
            *(count for _rating, count in group.by_rating),
            *(group.with_figures, group.without_figures, group.latest),
        ]
        for group in (*summary.groups, summary.everything)
    ]
    return Sheet(f"results-by-{summary.by}", in_both(CAPTIONS[summary.by]), headings, rows)


def _say(text: Text) -> str:
    return text.in_language(get_language() or "en") or text.en or text.zh
