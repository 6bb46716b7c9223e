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

from base.templatetags.page_links import language_tag
from knowledge.enums import EventStatus

from .models import Deliverable, Task
from .selectors.calendar import Entry, Kind

ASK_AGAIN = timedelta(hours=6)  # how often programs are asked to look for changes
ONE_DAY = timedelta(days=1)


def make_calendar(*, name: str, about: str, found: Iterable[Entry], changed_at: Mapping[str, datetime], site: str) -> bytes:
    """The file in the active language. ``site`` begins the addresses: ``https://portal.example``."""
    made = Calendar()
    made.add("prodid", f"-//{_host()}//Work plans//{(get_language() or 'en').upper()}")
    made.add("version", "2.0")
    made.add("calscale", "GREGORIAN")
    made.add("method", "PUBLISH")
    for names, text in ((("name", "x-wr-calname"), name), (("description", "x-wr-caldesc"), about)):
        for each in names:
            made.add(each, vText(text))
    made.add("refresh-interval", vDuration(ASK_AGAIN), parameters={"VALUE": "DURATION"})
    made.add("x-published-ttl", vDuration(ASK_AGAIN))
    for entry in found:
        made.add_component(_event(entry, changed_at.get(entry.key), site))
    return made.to_ical()


def _event(entry: Entry, changed: datetime | None, site: str) -> CalendarEvent:
    made = CalendarEvent()
    moment = changed or datetime.combine(entry.first, time.min, UTC)  # written before histories were kept: never another moment
    made.add("uid", f"{entry.key}@{_host()}")
    made.add("dtstamp", moment.replace(microsecond=0))
    made.add("last-modified", moment.replace(microsecond=0))
    made.add("dtstart", entry.first)
    made.add("dtend", entry.last + ONE_DAY)
    made.add("transp", "TRANSPARENT")  # it keeps nobody's day busy
    made.add("summary", summary(entry), parameters={"LANGUAGE": language_tag(get_language() or "en")})
    made.add("description", "\n".join(_lines(entry)))
    made.add("categories", [str(entry.kind.label), *([entry.plan.title] if entry.plan else [])])
    made.add("url", site + entry.address)
    if entry.kind == Kind.EVENT:
        if entry.record.place:
            made.add("location", entry.record.place)
        if entry.record.status == EventStatus.CANCELLED:
            made.add("status", "CANCELLED")
    return made


def summary(entry: Entry) -> str:
    """What the entry is called in a calendar, where nothing else tells its kind."""
    if entry.kind in (Kind.ACTIVITY, Kind.EVENT):
        return entry.record.title
    return _("%(kind)s: %(title)s") % {"kind": _first_large(str(entry.kind.label)), "title": entry.record.title}


def _lines(entry: Entry) -> Iterable[str]:
    if entry.plan:
        yield _("%(kind)s: %(title)s") % {"kind": _("Work plan"), "title": entry.plan.title}
    if entry.activity:
        yield _("%(kind)s: %(title)s") % {"kind": _("Activity"), "title": entry.activity.title}
    when = entry.record.due if isinstance(entry.record, Task | Deliverable) else entry.record.dates
    yield _("%(kind)s: %(title)s") % {"kind": _("Dates"), "title": when}
    state = entry.record.get_status_display() if entry.kind == Kind.EVENT else entry.record.get_state_display()
    yield _("%(kind)s: %(title)s") % {"kind": _("State"), "title": state}
    if isinstance(entry.record, Deliverable):
        yield _("%(kind)s: %(title)s") % {"kind": _("Action asked"), "title": entry.record.get_action_asked_display()}


def _first_large(text: str) -> str:
    return text[:1].upper() + text[1:]


def _host() -> str:
    """The portal's own name, whatever name it was asked under: what an entry is called stays the same."""
    return urlsplit(settings.SITE_URL).hostname or "localhost"
