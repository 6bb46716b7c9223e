"""The calendar as a file that other programs subscribe to (RFC 5545, RFC 7986).

Everything is on whole days, which are the same in every time zone: no entry has an hour.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, time, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from icalendar import Calendar, vDuration, vText
from icalendar import Event as CalendarEvent

from knowledge.enums import EventStatus

from .models import Deliverable, Task
from .selectors.calendar import Entry, Kind

ASK_AGAIN = timedelta(hours=6)  # how often programs are asked to look for changes
ONE_DAY = timedelta(days=1)
SAY_NO_KIND = (Kind.ACTIVITY, Kind.EVENT)  # what they are is plain from their titles


def make_calendar(*, name: str, about: str, found: Iterable[Entry], changed_at: Mapping[str, datetime], site: str) -> bytes:
    """The file in the active language. ``site`` begins the addresses: ``https://portal.example``."""
    host, language = _host(), get_language() or "en"
    made = Calendar()
    made.add("prodid", f"-//{host}//Work plans//{language.upper()}")
    made.add("version", "2.0")
    made.add("calscale", "GREGORIAN")
    made.add("method", "PUBLISH")
    for names, text in ((("name", "x-wr-calname"), name), (("description", "x-wr-caldesc"), about)):
        for each in names:
            made.add(each, vText(text))
    made.add("refresh-interval", vDuration(ASK_AGAIN), parameters={"VALUE": "DURATION"})
    made.add("x-published-ttl", vDuration(ASK_AGAIN))
    labels = {kind: str(kind.label) for kind in Kind}
    for entry in found:
        event = _event(entry, labels[entry.kind], changed_at.get(entry.key))
        event.add("uid", f"{entry.key}@{host}")
        event.add("url", site + entry.address)
        made.add_component(event)
    return made.to_ical()


def _event(entry: Entry, kind: str, changed: datetime | None) -> CalendarEvent:
    made = CalendarEvent()
    moment = changed or datetime.combine(entry.first, time.min, UTC)  # written before histories were kept: never another moment
    made.add("dtstamp", moment.replace(microsecond=0))
    made.add("last-modified", moment.replace(microsecond=0))
    made.add("dtstart", entry.first)
    made.add("dtend", entry.last + ONE_DAY)
    made.add("transp", "TRANSPARENT")  # it keeps nobody's day busy
    made.add("summary", _named(kind, entry.record.title) if entry.kind not in SAY_NO_KIND else entry.record.title)
    made.add("description", "\n".join(_lines(entry)))
    made.add("categories", [kind, *([entry.plan.title] if entry.plan else [])])
    if entry.kind == Kind.EVENT:
        if entry.record.place:
            made.add("location", entry.record.place)
        if entry.record.status == EventStatus.CANCELLED:
            made.add("status", "CANCELLED")
    return made


def _lines(entry: Entry) -> Iterable[str]:
    record = entry.record
    if entry.plan:
        yield _named(_("Work plan"), entry.plan.title)
    if entry.activity:
        yield _named(_("Activity"), entry.activity.title)
    yield _named(_("Dates"), record.due if isinstance(record, Task | Deliverable) else record.dates)
    yield _named(_("State"), record.get_status_display() if entry.kind == Kind.EVENT else record.get_state_display())
    if isinstance(record, Deliverable):
        yield _named(_("Action asked"), record.get_action_asked_display())


def _named(kind: str, title: str) -> str:
    """“Milestone: First course held”."""
    return _("%(kind)s: %(title)s") % {"kind": kind[:1].upper() + kind[1:], "title": title}


def _host() -> str:
    """The portal's own name, whatever name it was asked under: what an entry is called stays the same."""
    return urlsplit(settings.SITE_URL).hostname or "localhost"
