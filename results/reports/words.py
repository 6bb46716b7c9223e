"""The words that the printed report itself needs, in both languages at once."""

from __future__ import annotations

from datetime import date
from functools import cache

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override, pgettext_lazy

from base.dates import Precision, format_dates
from base.text import CHINESE, ENGLISH, Text

WORDS = {
    "abbreviations": _("Abbreviations"),
    "abbreviation": _("Abbreviation"),
    "full_name": _("Full name"),
    "contents": _("Contents"),
    "meeting": _("Meeting"),
    "date": _("Date"),
    "place": _("Place"),
    "period": _("Reporting period"),
    "sector": _("Sector"),
    "edition": _("Edition"),
    "indicator": _("Indicator"),
    "baseline": _("Baseline"),
    "progress": _("Progress"),
    "rating": _("Rating"),
    "country": _("Country"),
    "challenge": _("Challenge"),
    "challenges": _("Challenges"),
    "follow_up": _("Follow-up"),
    "objective": _("Objective"),
    "activities": _("Activities"),
    "deliverable": _("Deliverable"),
    "due": _("Due"),
    "action": _("Action asked of the meeting"),
    "number": pgettext_lazy("head of a column of ordinal numbers", "No."),
    "region": _("Region as a whole"),
    "plan": _("Work plan"),
    "area": _("Area"),
    "activity": _("Activity"),
    "total": pgettext_lazy("row of sums", "Total"),
    "state": _("State"),
    "state_then": _("State at the end of the period"),
    "not_accepted": _("Not accepted yet"),
    "not_evaluated": _("Not evaluated in the period"),
    "target": pgettext_lazy("what a plan wants to reach", "Target"),
    "planned": pgettext_lazy("number", "Planned"),
    "in_period": _("Delivered in the period"),
    "until_then": _("Delivered so far"),
    "reached": _("Reached"),
    "to_be_set": _("to be set"),
    "no_number": _("no number given"),
    "nothing_told": _("nothing recorded"),
    "counted_twice": _(
        "The attendance of these events is counted by several quantities of one unit, "
        "so the sums hold the same people more than once:"
    ),
    "problem": _("Problem"),
    "adjustment": _("Adjustment proposed"),
    "settled": _("How it was settled"),
    "change": _("Change of state"),
    "reason": _("Reason"),
    "decisions": _("Decisions"),
    "no_decision": _("none so far"),
    "draft": _("Draft: not all progress is approved"),
    "nothing": _("Nothing is recorded."),
}
NUMBERED = {
    "table": _("Table %(number)s"),
    "figure": _("Figure %(number)s"),
    "edition": pgettext_lazy("on the cover of a report", "Edition %(number)s of %(day)s"),
    "unnumbered": pgettext_lazy("on the cover of a report", "Drawn on %(day)s"),
    "baseline_year": _("Baseline %(year)s"),
    "pillar": _("Pillar %(code)s"),
    "page": pgettext_lazy("foot of a printed page; keep both placeholders", "page {page} of {pages}"),
    "millions": pgettext_lazy("unit of a chart; Chinese counts in ten thousands", "million %(currency)s"),
    "found_on": pgettext_lazy("a problem", "found on %(day)s"),
    "activities_counted": pgettext_lazy("unit of a chart", "activities"),
    "deliverables_due": pgettext_lazy("unit of a chart", "deliverables due"),
    "chart": pgettext_lazy("a chart told in words", "%(title)s (%(unit)s). %(figures)s"),
    "bar": pgettext_lazy("a bar of a chart told in words", "%(label)s: %(figure)s"),
    "between_bars": pgettext_lazy("between the bars of a chart told in words", "; "),
}


def in_both(message: Promise | str) -> Text:
    """A lazy message in both languages."""
    found = {}
    for language in (CHINESE, ENGLISH):
        with override(language):
            found[language] = str(message)
    return Text(zh=found[CHINESE], en=found[ENGLISH])


@cache
def words() -> dict[str, Text]:
    """The fixed words of the pages, in both languages."""
    return {name: in_both(message) for name, message in WORDS.items()}


def numbered(name: str, **values: Text | str | int) -> Text:
    """A phrase with something in it: ``numbered("table", number=1)``."""
    phrase = _phrase(name)
    return Text(
        zh=phrase.zh % {key: value.zh if isinstance(value, Text) else value for key, value in values.items()},
        en=phrase.en % {key: value.en if isinstance(value, Text) else value for key, value in values.items()},
    )


def day_in_both(day: date) -> Text:
    """A day as each language writes it."""
    zh, en = (format_dates(day, None, Precision.DAY, language) for language in (CHINESE, ENGLISH))
    return Text(zh=zh, en=en)


@cache
def _phrase(name: str) -> Text:
    return in_both(NUMBERED[name])
