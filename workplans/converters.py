"""What stands in addresses: days, and the codes of activities."""

from __future__ import annotations

from datetime import date

from django.urls import register_converter


class DayConverter:
    """A day as ISO 8601 writes it, ``2025-06-30``; what is no day of the calendar is no address."""

    regex = r"\d{4}-\d{2}-\d{2}"

    def to_python(self, value: str) -> date:
        return date.fromisoformat(value)

    def to_url(self, value: date) -> str:
        return value.isoformat()


class CodeConverter:
    """An activity’s code: “2.1” below an objective, “24” where there is none."""

    regex = r"\d{1,5}(?:\.\d{1,5})?"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(DayConverter, "day")
register_converter(CodeConverter, "code")
