from __future__ import annotations

from base.text import Text
from results.reports.content import Section
from results.reports.numbering import chinese, number_sections, roman


def section(depth: int, *, is_numbered: bool = True) -> Section:
    return Section(f"k{depth}", depth, is_numbered, Text(), Text(), Text(), None)


def test_numerals() -> None:
    assert [roman(number) for number in (1, 4, 9, 14, 29)] == ["I", "IV", "IX", "XIV", "XXIX"]
    assert [chinese(number) for number in (1, 10, 11, 20, 35)] == ["一", "十", "十一", "二十", "三十五"]


def test_sections_are_counted_by_depth_and_begin_anew() -> None:
    sections = [
        section(1, is_numbered=False),
        section(1),
        section(2),
        section(2),
        section(1),
        section(2),
        section(2, is_numbered=False),
    ]
    assert [number.en for _, _, number in number_sections(sections)] == ["", "I.", "1.", "2.", "II.", "1.", ""]
    assert [number.zh for _, _, number in number_sections(sections)] == ["", "一、", "（一）", "（二）", "二、", "（一）", ""]


def test_no_level_of_heading_is_skipped() -> None:
    assert [depth for _, depth, _ in number_sections([section(2), section(2)])] == [1, 2]
