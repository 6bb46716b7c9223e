"""What the walks find in their portal beside its content. Run in the portal's own environment:

manage.py shell -c "from tests.e2e.preparing import prepare; prepare()"
"""

from __future__ import annotations

from datetime import date, timedelta

from django.contrib.auth.models import Group
from django.core.management import call_command
from django.utils import timezone

from accounts.models import User
from base.text import CHINESE
from carec_portal.roles import EDITOR, FOCAL_POINT
from knowledge.enums import EventKind, EventStatus
from knowledge.models import Country, Event
from results.enums import ObservationKind
from results.models import Indicator, Measure, Observation, ReportingCycle
from results.services.cycles import open_cycle

COUNTRY = "KGZ"  # whose focal point the walks follow
BY_COUNTRY = ("HRF-01", "HRF-04")
TARGETED = ("HRF-06", "mechanisms")  # an indicator and its measure: 0 in 2017, 10 by 2030


def prepare() -> None:
    """Accounts, a coming meeting, indicators told by country, and one with a target."""
    call_command("create_demo_users", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    _person("aigul", FOCAL_POINT.name, CHINESE, Country.objects.get(iso3=COUNTRY))
    _person("li", EDITOR.name, CHINESE)
    _person("second", EDITOR.name, "en")
    Indicator.objects.filter(code__in=BY_COUNTRY).update(by_country=True)
    _coming_meeting()
    open_cycle(cycle=ReportingCycle.objects.get(slug="som-2024-05"), by=User.objects.get(username="editor"))
    measure = Measure.objects.get(indicator__code=TARGETED[0], code=TARGETED[1])
    target = {"period_start": date(2030, 1, 1), "period_end": date(2030, 12, 31), "value": 10}
    Observation.objects.create(measure=measure, kind=ObservationKind.TARGET, **target)


def _person(username: str, role: str, language: str, country: Country | None = None) -> None:
    """With the password of the demonstration accounts."""
    password = User.objects.get(username="editor").password
    facts = {"email": f"{username}@example.org", "language": language, "country": country, "password": password}
    User.objects.create(username=username, is_staff=True, **facts).groups.set(Group.objects.filter(name=role))


def _coming_meeting() -> None:
    known = Event.objects.get(slug="som-2024-05")
    Event.objects.create(
        slug="walk-meeting",
        title_en="Senior Officials’ Meeting of the walk",
        title_zh_hans="走查高级官员会议",
        kind=EventKind.MEETING,
        status=EventStatus.PLANNED,
        body=known.body,
        starts_on=timezone.localdate() + timedelta(days=120),
        state=known.state,
    )
