"""Records of results in the states that tests need, apart from the loaded content."""

from __future__ import annotations

from datetime import date
from itertools import count

from accounts.models import User
from knowledge.enums import EventKind, EventStatus, ThemeKind
from knowledge.models import Event, Theme
from results.enums import EntryState
from results.models import Indicator, ProgressEntry, ReportingCycle

_number = count(1)


def cycle(*, year: int = 2031, sector: Theme | None = None, is_open: bool = True) -> ReportingCycle:
    number = next(_number)
    meeting = Event.objects.create(
        slug=f"test-meeting-{number}",
        title_en=f"Meeting {number}",
        title_zh_hans=f"会议{number}",
        kind=EventKind.MEETING,
        status=EventStatus.PLANNED,
    )
    return ReportingCycle.objects.create(
        slug=f"test-cycle-{number}",
        title_en=f"Cycle {number}",
        title_zh_hans=f"周期{number}",
        meeting=meeting,
        sector=sector or theme(),
        period_start=date(year, 1, 1),
        period_end=date(year, 6, 30),
        is_open=is_open,
    )


def theme() -> Theme:
    number = next(_number)
    return Theme.objects.create(
        slug=f"test-theme-{number}", kind=ThemeKind.SECTOR, name_en=f"Sector {number}", name_zh_hans=f"部门{number}"
    )


def indicator(code: str | None = None) -> Indicator:
    number = next(_number)
    return Indicator.objects.create(code=code or f"T-{number}", name_en=f"Indicator {number}", name_zh_hans=f"指标{number}")


def entry(
    *, author: User | None, state: EntryState = EntryState.DRAFT, in_cycle: ReportingCycle | None = None, text: str = "230"
) -> ProgressEntry:
    """An entry written in both languages, ``text`` being the figure it tells."""
    return ProgressEntry.objects.create(
        cycle=in_cycle or cycle(),
        indicator=indicator(),
        narrative_en=f"{text} people took part.",
        narrative_zh_hans=f"{text}人参加。",
        state=state,
        author=author,
    )
