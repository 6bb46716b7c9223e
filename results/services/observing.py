"""From an approved entry to observations: each of its figures makes one, or corrects the one that is there."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.models import User
from base.history import save_as
from base.text import Text, text_of

from ..enums import ObservationKind
from ..models import EntryFigure, Observation, ProgressEntry
from ..selectors.cells import key_of
from .restating import correct_observation

SAID = (
    *("state", "operator", "value", "numerator", "denominator", "scale_step_id"),
    *(f"{name}_{column}" for name in ("text", "note", "override_reason") for column in ("en", "zh_hans")),
)
FIGURE = ("state", "operator", "value", "numerator", "denominator", "scale_step_id", "text_en", "text_zh_hans")
EVIDENCE = ("events", "documents", "activities")


def make_observations(*, entry: ProgressEntry, by: User) -> list[Observation]:
    """Take over the figures of an entry that is being approved; called in the transaction of the approval.

    A figure that was approved before is corrected: by ``services/restating.py``, which keeps a restatement where an edition
    shows the old one. Raises ``ValidationError`` where it changes without a reason; nothing is written then.
    """
    figures = list(entry.figures.select_related("measure__indicator").prefetch_related(*EVIDENCE))
    there = observations_of_period(entry)
    if unexplained := [figure for figure in figures if needs_reason(figure, there.get(key_of(figure)))]:
        names = ", ".join(dict.fromkeys(figure.measure.name for figure in unexplained))
        raise ValidationError(_("Say why the approved figure changes: %(names)s."), params={"names": names})
    return [_take_over(figure, there.get(key_of(figure)), by=by) for figure in figures]


def observations_of_period(entry: ProgressEntry) -> dict[tuple, Observation]:
    """What is approved for the entry's indicator, country and period, by cell."""
    found = Observation.objects.filter(
        measure__indicator=entry.indicator_id,
        kind=ObservationKind.ACTUAL,
        period_start=entry.cycle.period_start,
        period_end=entry.cycle.period_end,
        country=entry.country_id,
    )
    return {key_of(observation): observation for observation in found}


def needs_reason(figure: EntryFigure, observation: Observation | None) -> bool:
    """Whether the figure changes an approved one and does not say why, in both languages."""
    reason = figure_reason(figure)
    return observation is not None and _differs(figure, observation, FIGURE) and (not reason or bool(reason.missing))


def figure_reason(figure: EntryFigure) -> Text:
    """Why the figure corrects an approved one."""
    return text_of(figure, "correction_reason")


def _take_over(figure: EntryFigure, observation: Observation | None, *, by: User) -> Observation:
    if observation is None:
        cycle = figure.entry.cycle
        observation = Observation(
            measure=figure.measure,
            kind=ObservationKind.ACTUAL,
            period_start=cycle.period_start,
            period_end=cycle.period_end,
            country=figure.entry.country,
            sex=figure.sex,
            category=figure.category,
            **{name: getattr(figure, name) for name in SAID},
        )
        save_as(observation, by=by, reason="approve")
    elif _differs(figure, observation, SAID):
        values = {name: getattr(figure, name) for name in SAID}
        correct_observation(observation=observation, values=values, by=by, reason=figure_reason(figure))
    for name in EVIDENCE:
        if linked := list(getattr(figure, name).all()):
            getattr(observation, name).set(linked)
    return observation


def _differs(figure: EntryFigure, observation: Observation, names: tuple[str, ...]) -> bool:
    return any((getattr(figure, name) or None) != (getattr(observation, name) or None) for name in names if name != "value") or (
        figure.value != observation.value
    )
