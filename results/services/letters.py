"""The words of an e-mail, written when it is sent: in the reader's language, about the records as they are then.

A notice's facts hold no words: ``records`` (``["progressentry", 12]``), ``due`` and ``overdue`` (the same, for
reminders), ``note`` (what a reviewer wrote). A record that its reader may no longer see is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse

from accounts.models import User

from .. import rules
from ..models import CountryProgress, Notice, ProgressEntry, Reviewed
from ..selectors.board import STEP_OF, subject_of, url_of
from ..selectors.deadlines import Deadline, deadlines_of

MODELS = {"progressentry": ProgressEntry, "countryprogress": CountryProgress}
RELATED = {"progressentry": ("indicator", "country"), "countryprogress": ("theme", "country")}


class NothingToSay(Exception):
    """Everything that the e-mail was about is gone, or no longer the reader's."""


@dataclass(frozen=True, slots=True)
class Letter:
    """An e-mail in one language: plain text, and the same as simple HTML. ``host`` is the portal's name on the net."""

    subject: str
    text: str
    html: str
    host: str


@dataclass(frozen=True, slots=True)
class Item:
    """A record in a letter: what it is called, where it is written, and by when."""

    record: Reviewed
    url: str
    deadline: Deadline | None

    @property
    def title(self) -> str:
        country = f" · {self.record.country}" if self.record.country else ""
        return f"{subject_of(self.record)}{country}"


def write_letter(notice: Notice) -> Letter:
    """The letter of a notice in the active language. Raises ``NothingToSay``."""
    facts = notice.facts
    items = {name: _items(facts.get(name, ()), notice.recipient) for name in ("records", "due", "overdue", "review")}
    if not any(items.values()):
        raise NothingToSay(f"notice {notice.pk}: its records are gone")
    context = {
        **items,
        "recipient": notice.recipient,
        "cycle": notice.cycle,
        "note": facts.get("note", ""),
        "board_url": absolute(reverse("results:board", args=[notice.cycle.slug])),
    }
    subject, _, text = render_to_string(f"results/mail/{notice.kind}.txt", context).strip().partition("\n")
    html = render_to_string(f"results/mail/{notice.kind}.html", {**context, "subject": subject})
    text = re.sub(r"\n{3,}", "\n\n", text.strip()) + "\n"
    return Letter(subject.strip(), text, html, urlsplit(settings.SITE_URL).hostname or "localhost")


def absolute(path: str) -> str:
    """An address that works outside the portal."""
    return settings.SITE_URL.rstrip("/") + path


def _items(named: Iterable[list[object]], reader: User) -> list[Item]:
    by_model: dict[str, list[int]] = {}
    for model, pk in named:
        by_model.setdefault(model, []).append(pk)
    found = []
    for model, ids in by_model.items():
        related = RELATED[model]
        records = MODELS[model].objects.filter(pk__in=ids).select_related("cycle__meeting", "cycle__calendar", *related)
        deadlines: dict[int, dict[str, Deadline]] = {}
        for record in records:
            if not rules.may_see(reader, record):
                continue
            if record.cycle_id not in deadlines:
                deadlines[record.cycle_id] = {deadline.step: deadline for deadline in deadlines_of(record.cycle)}
            due = deadlines[record.cycle_id].get(STEP_OF.get(record.state))
            found.append(Item(record, absolute(url_of(record)), due))
    return found
