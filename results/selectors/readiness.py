"""What stands between a record and its review: everything that is still to be done before it can be submitted."""

from __future__ import annotations

from django.utils.translation import gettext as _

from base.parity import missing_languages
from base.text import text_of

from ..models import ProgressEntry, Reviewed


def hindrances(record: Reviewed) -> list[str]:
    """What is still to be done, each a sentence for people; nothing when the record can be submitted."""
    if isinstance(record, ProgressEntry):
        return _of_entry(record)
    found = []
    if not text_of(record, "summary"):
        found.append(_("There is nothing to review yet: write the progress."))
    if missing_languages(record):
        found.append(_("The progress must be written in both languages before it is submitted."))
    return found


def _of_entry(entry: ProgressEntry) -> list[str]:
    figures = list(entry.figures.select_related("measure", "category"))
    if not text_of(entry, "narrative") and not entry.rating and not figures:
        return [_("There is nothing to review yet: write the progress or choose a rating.")]
    found = []
    if missing_languages(entry) or any(missing_languages(figure) for figure in figures):
        found.append(_("The progress must be written in both languages before it is submitted."))
    return found
