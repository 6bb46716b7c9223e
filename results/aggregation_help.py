"""What each rule of aggregation does, in one sentence each, for the admin and the pages."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from .enums import Aggregation

EXAMPLES: dict[Aggregation, Promise] = {
    Aggregation.SUM: _("adds up what happened in each period or country: 120 and 110 are 230."),
    Aggregation.LATEST: _("takes the latest period that has a figure, as for running totals: 5, then not available, is 5."),
    Aggregation.MEAN: _("takes the plain average: 4 and 7 are 5.5."),
    Aggregation.HIGHEST: _("takes the highest: of 9 and 7 it is 9."),
    Aggregation.WEIGHTED: _("divides the sum of numerators by the sum of denominators: 3 of 6 and 10 of 40 are 13 of 46, 28.3%."),
    Aggregation.COUNTRIES: _("counts the countries that say yes or have more than 0; who said nothing is not a no."),
    Aggregation.NONE: _("makes no total: only a figure recorded for the whole stands."),
}


def rules_explained() -> SafeString:
    """All rules with an example each, as a list."""
    rows = ((capfirst(rule.label), text) for rule, text in EXAMPLES.items())
    return format_html_join("", "<div><b>{}</b> {}</div>", rows)
