"""The rating of an entry: proposed from its figures, and overridden only with a reason. Both are kept."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from base.text import text_of

from ..enums import Rating
from ..models import ProgressEntry
from ..selectors.trajectories import trajectory_of


def refresh_proposal(entry: ProgressEntry) -> Rating:
    """Set ``entry.proposed_rating`` from the indicator's figures, those of the entry itself included, and return it.

    The day looked at is the end of the cycle's period. The caller saves the entry.
    """
    figures = entry.figures.select_related("scale_step") if entry.pk else []
    for figure in figures:
        figure.entry = entry  # its cycle is at hand
    found = trajectory_of(entry.indicator, at=entry.cycle.period_end, country=entry.country, figures=figures)
    entry.proposed_rating = found.rating
    return found.rating


def is_overridden(entry: ProgressEntry) -> bool:
    """Whether somebody chose another rating than the figures propose. Without a proposal there is nothing to override."""
    return bool(entry.proposed_rating) and entry.rating != entry.proposed_rating


def check_rating(entry: ProgressEntry) -> None:
    """Refuse, by ``ValidationError``, a rating that is not the proposed one and does not say why in both languages."""
    if not is_overridden(entry):
        return
    reason = text_of(entry, "rating_reason")
    if not reason.zh.strip() or not reason.en.strip():
        raise ValidationError(
            _("The figures propose “%(proposed)s”. Take that rating, or write in both languages why it is another one."),
            params={"proposed": Rating(entry.proposed_rating).label},
        )
