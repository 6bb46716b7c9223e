"""Where days stand on a line of quarters. Pure."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

Span = tuple[date, date]
ONE_DAY = timedelta(days=1)
YEARS_AROUND = 2  # a slip of the pen, such as 2205, does not stretch the line further beyond the plans' own periods


@dataclass(frozen=True, slots=True)
class Bar:
    """From where to where something lasts, as SVG writes it: “12.5%”."""

    x: str
    width: str


@dataclass(frozen=True, slots=True)
class Scale:
    """Whole years beside each other, each of four quarters of the same width; within a quarter days are even."""

    first_year: int
    last_year: int

    @property
    def years(self) -> range:
        return range(self.first_year, self.last_year + 1)

    @property
    def quarter(self) -> str:
        """The share of the whole that one quarter takes."""
        return f"{1 / (4 * len(self.years)):.6f}"

    def place(self, day: date) -> str | None:
        """Where ``day`` begins; ``None`` when it does not lie on the line.

        >>> Scale(2025, 2026).place(date(2026, 4, 1))
        '62.50%'
        """
        return f"{self._share(day):.2f}%" if self.first_year <= day.year <= self.last_year else None

    def end_of(self, day: date) -> str | None:
        """Where ``day`` ends.

        >>> Scale(2025, 2026).end_of(date(2025, 12, 31))
        '50.00%'
        """
        if not self.first_year <= day.year <= self.last_year:
            return None
        return f"{self._share(day) + self._length(day):.2f}%"

    def bar(self, span: Span) -> Bar | None:
        """From the first day to the end of the last, as far as that lies on the line.

        >>> Scale(2025, 2025).bar((date(2025, 4, 1), date(2025, 9, 30)))
        Bar(x='25.00%', width='50.00%')
        """
        first, last = span
        if last.year < self.first_year or first.year > self.last_year:
            return None
        start = max(0.0, self._share(first))
        end = min(100.0, self._share(last) + self._length(last))
        return Bar(f"{start:.2f}%", f"{end - start:.2f}%")

    def _share(self, day: date) -> float:
        """Per cent of the line before ``day``."""
        number = (day.year - self.first_year) * 4 + (day.month - 1) // 3
        begin, length = _quarter_of(day)
        return 100 * (number + (day - begin).days / length) / (4 * len(self.years))

    def _length(self, day: date) -> float:
        """Per cent of the line that ``day`` takes."""
        return 100 / _quarter_of(day)[1] / (4 * len(self.years))


def scale_for(periods: Collection[Span], spans: Collection[Span], today: date) -> Scale:
    """The whole years of the plans' ``periods``, and of ``spans`` around them; this year where there are none."""
    if not periods:
        return Scale(today.year, today.year)
    first, last = min(span[0] for span in periods).year, max(span[1] for span in periods).year
    earliest = min((span[0].year for span in spans), default=first)
    latest = max((span[1].year for span in spans), default=last)
    return Scale(min(first, max(earliest, first - YEARS_AROUND)), max(last, min(latest, last + YEARS_AROUND)))


def end_of_quarter(year: int, quarter: int) -> date:
    """The last day of a quarter.

    >>> end_of_quarter(2026, 4)
    datetime.date(2026, 12, 31)
    """
    return date(year, 12, 31) if quarter == 4 else date(year, quarter * 3 + 1, 1) - ONE_DAY


def _quarter_of(day: date) -> tuple[date, int]:
    """The first day of the quarter that ``day`` lies in, and how many days the quarter has."""
    quarter = (day.month + 2) // 3
    begin = date(day.year, quarter * 3 - 2, 1)
    return begin, (end_of_quarter(day.year, quarter) - begin).days + 1
