"""What stands between a record and its review: everything that is still to be done before it can be submitted."""

from __future__ import annotations

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from base.parity import missing_languages
from base.text import text_of

from ..models import ProgressEntry, Reviewed
from ..selectors.cells import figures_of, key_of
from ..selectors.risks import risks_not_reviewed
from ..selectors.sums import sum_problems
from .observing import needs_reason, observations_of_period
from .rating import check_rating


def hindrances(record: Reviewed) -> list[str]:
    """What is still to be done, each a sentence for people; nothing when the record can be submitted."""
    return list(_of_entry(record) if isinstance(record, ProgressEntry) else _of_country_progress(record))


def _of_country_progress(record: Reviewed) -> Iterable[str]:
    if not text_of(record, "summary"):
        yield _("There is nothing to review yet: write the progress.")
    if missing_languages(record):
        yield _("The progress must be written in both languages before it is submitted.")


def _of_entry(entry: ProgressEntry) -> Iterable[str]:
    figures = figures_of(entry)
    if not text_of(entry, "narrative") and not entry.rating and not figures:
        yield _("There is nothing to review yet: write the progress or choose a rating.")
        return
    if missing_languages(entry) or any(missing_languages(figure) for figure in figures):
        yield _("The progress must be written in both languages before it is submitted.")
    yield from (problem.message for problem in sum_problems(entry))
    approved = observations_of_period(entry)
    if unexplained := [figure.measure.name for figure in figures if needs_reason(figure, approved.get(key_of(figure)))]:
        yield _("Say why the approved figure changes: %(names)s.") % {"names": ", ".join(dict.fromkeys(unexplained))}
    try:
        check_rating(entry)
    except ValidationError as error:
        yield from error.messages
    # Risks belong to the results of the region: the secretariat looks at them, and no country waits for that.
    if entry.country_id is None and (waiting := len(risks_not_reviewed(entry))):
        yield ngettext(
            "%(count)d risk or assumption of its results was not reviewed in this cycle yet.",
            "%(count)d risks and assumptions of its results were not reviewed in this cycle yet.",
            waiting,
        ) % {"count": waiting}
