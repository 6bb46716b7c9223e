"""The words of the room's e-mails, written when they are sent: about the records as they are then.

A notice's facts hold no words: ``cycle``, ``records`` (``["progressentry", 12]``) and ``note`` (what a reviewer wrote).
A record that its reader may no longer see is left out.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse

from accounts.letters import Item, Letter, NothingToSay, Page, compose
from accounts.models import Notice, User

from .. import rules
from ..models import CountryProgress, ProgressEntry, ReportingCycle, Reviewed
from ..selectors.board import STEP_OF, subject_of, url_of
from ..selectors.deadlines import deadlines_of

MODELS = {"progressentry": ProgressEntry, "countryprogress": CountryProgress}
RELATED = {"progressentry": ("indicator", "country"), "countryprogress": ("theme", "country")}


def write_letter(notice: Notice) -> Letter:
    """The letter of a notice in the active language. Raises ``NothingToSay``."""
    records = items(notice.facts.get("records", ()), notice.recipient)
    if not records:
        raise NothingToSay(f"notice {notice.pk}: its records are gone")
    context = {"records": records, "cycle": records[0].belongs_to, "note": notice.facts.get("note", "")}
    return compose(f"results/mail/{notice.kind}", context)


def items(named: Iterable[tuple[str, int]], reader: User) -> list[Item]:
    """The records as a letter lists them, those that ``reader`` may see, with the deadline of their next step."""
    by_model: dict[str, list[int]] = {}
    for model, pk in named:
        by_model.setdefault(model, []).append(pk)
    cycles: dict[int, _Cycle] = {}
    found = []
    for model, ids in by_model.items():
        records = MODELS[model].objects.filter(pk__in=ids)
        for record in records.select_related("cycle__meeting", "cycle__calendar", *RELATED[model]):
            if rules.may_see(reader, record):
                if record.cycle_id not in cycles:
                    cycles[record.cycle_id] = _Cycle(record.cycle)
                found.append(cycles[record.cycle_id].item(record))
    return found


class _Cycle:
    """A cycle's page and deadlines, looked up once for all its records."""

    def __init__(self, cycle: ReportingCycle) -> None:
        self.page = Page(cycle.title, reverse("results:board", args=[cycle.slug]))
        self.due_on = {deadline.step: deadline.due_on for deadline in deadlines_of(cycle)}

    def item(self, record: Reviewed) -> Item:
        country = f" · {record.country}" if record.country else ""
        due_on = self.due_on.get(STEP_OF.get(record.state))
        return Item(f"{subject_of(record)}{country}", url_of(record), due_on, self.page)
