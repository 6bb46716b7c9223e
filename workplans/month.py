"""A month as a calendar shows it. Pure."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta

YEARS = range(1900, 2201)


@dataclass(frozen=True, slots=True)
class Month:
    """One month of one year."""

    year: int
    number: int

    @classmethod
    def read(cls, text: str) -> Month | None:
        """“2026-11”; ``None`` for anything else.

        >>> Month.read("2026-11")
        Month(year=2026, number=11)
        """
        found = re.fullmatch(r"([0-9]{4})-(0[1-9]|1[0-2])", text)
        return cls(int(found[1]), int(found[2])) if found and int(found[1]) in YEARS else None

    def __str__(self) -> str:
        return f"{self.year}-{self.number:02}"

    @property
    def first(self) -> date:
        return date(self.year, self.number, 1)

    @property
    def last(self) -> date:
        return date(self.year, self.number, calendar.monthrange(self.year, self.number)[1])

    @property
    def previous(self) -> Month | None:
        return self._at(self.first - timedelta(days=1))

    @property
    def next(self) -> Month | None:
        return self._at(self.last + timedelta(days=1))

    @property
    def weeks(self) -> list[list[date]]:
        """The weeks that have a day of the month, each from Monday to Sunday."""
        return calendar.Calendar().monthdatescalendar(self.year, self.number)

    @classmethod
    def of(cls, day: date) -> Month:
        """The month that a day lies in."""
        return cls(day.year, day.month)

    @classmethod
    def _at(cls, day: date) -> Month | None:
        return cls.of(day) if day.year in YEARS else None
