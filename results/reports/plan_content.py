"""What a report tells of a work plan in its period, in both languages and apart from the database (see ``content.py``)."""

from __future__ import annotations

from dataclasses import dataclass

from base.text import Text


@dataclass(frozen=True, slots=True)
class AreaStates:
    """How many activities of an area are in each state, in the order of the table's states."""

    area: Text
    counts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class PlanStatesTable:
    """Areas by the states of their activities at the end of the period; ``totals`` of all areas."""

    word: Text  # what the plan calls an area
    states: tuple[Text, ...]
    areas: tuple[AreaStates, ...]
    totals: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class EvaluationTold:
    """What was accepted in one round; an empty ``progress`` stands for what nobody has accepted."""

    round: Text
    progress: Text


@dataclass(frozen=True, slots=True)
class EvaluatedActivity:
    """An activity with its state at the end of the period and what its evaluations told."""

    code: str
    title: Text
    leads: tuple[Text, ...]
    state: Text
    evaluations: tuple[EvaluationTold, ...]


@dataclass(frozen=True, slots=True)
class AreaActivities:
    """The activities of an area, in the plan's order."""

    area: Text
    activities: tuple[EvaluatedActivity, ...]


@dataclass(frozen=True, slots=True)
class PlanActivitiesTable:
    """The areas of a plan with their evaluated activities."""

    word: Text  # what the plan calls an activity
    areas: tuple[AreaActivities, ...]


@dataclass(frozen=True, slots=True)
class NumberRow:
    """Planned for the whole plan, delivered in the period and from the plan's beginning until its end; as written.

    What nobody planned or told is an empty text, never 0. ``percent`` is delivered of planned, ``None`` where one is not there.
    """

    name: Text
    depth: int
    unit: Text
    planned: str
    in_period: str
    until_then: str
    percent: int | None


@dataclass(frozen=True, slots=True)
class PlanNumbersTable:
    """The targets, and below them the areas with a row for each unit. ``counted_twice`` names events whose people count twice."""

    word: Text  # what the plan calls an area
    targets: tuple[NumberRow, ...]
    areas: tuple[NumberRow, ...]
    counted_twice: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class ProblemRow:
    """A problem of an activity as it stood at the end of the period; ``settled`` says how, once it is closed."""

    code: str
    activity: Text
    found: Text
    description: Text
    adjustment: Text
    state: Text
    settled: Text


@dataclass(frozen=True, slots=True)
class PlanProblemsTable:
    """The problems found, open or closed in the period."""

    rows: tuple[ProblemRow, ...]


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """A step of an activity from one state to another."""

    code: str
    activity: Text
    day: Text
    before: Text
    after: Text
    reason: Text


@dataclass(frozen=True, slots=True)
class PlanChangesTable:
    """The changes of state in the period, in the order of their days."""

    word: Text  # what the plan calls an activity
    rows: tuple[ChangeRow, ...]


@dataclass(frozen=True, slots=True)
class DecisionTold:
    """What a meeting decided about a deliverable."""

    meeting: Text
    day: Text
    outcome: Text
    wording: Text


@dataclass(frozen=True, slots=True)
class DecidedDeliverable:
    """A deliverable with its state and what meetings decided about it."""

    number: int
    title: Text
    due: Text
    state: Text
    decisions: tuple[DecisionTold, ...]


@dataclass(frozen=True, slots=True)
class PlanDecisionsTable:
    """The deliverables of the period with their decisions."""

    rows: tuple[DecidedDeliverable, ...]


PlanDrawn = PlanStatesTable | PlanActivitiesTable | PlanNumbersTable | PlanProblemsTable | PlanChangesTable | PlanDecisionsTable
