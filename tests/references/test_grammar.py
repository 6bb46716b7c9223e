"""How a reference is written, and what a figure sounds like in a sentence."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from results.enums import ObservationKind
from results.references.grammar import Reference, WrittenWrongly, parse, read, write_period
from results.references.saying import say_number


@pytest.mark.parametrize(
    ("written", "start", "end"),
    [
        ("2024", date(2024, 1, 1), date(2024, 12, 31)),
        ("2024H1", date(2024, 1, 1), date(2024, 6, 30)),
        ("2024h2", date(2024, 7, 1), date(2024, 12, 31)),
        ("2024Q2", date(2024, 4, 1), date(2024, 6, 30)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2023-07..2024-06", date(2023, 7, 1), date(2024, 6, 30)),
        ("2023..2024Q1", date(2023, 1, 1), date(2024, 3, 31)),
    ],
)
def test_periods(written: str, start: date, end: date) -> None:
    reference = read(f"A-1:m@{written}")
    assert (reference.start, reference.end, reference.moment) == (start, end, "")


def test_a_whole_reference() -> None:
    assert read(" hrf-03 : Persons / geo / female @ 2024H1 | Number ") == Reference(
        code="HRF-03",
        measure="persons",
        country="GEO",
        sex="female",
        period="2024H1",
        start=date(2024, 1, 1),
        end=date(2024, 6, 30),
        form="number",
    )


def test_what_a_chinese_keyboard_writes_is_the_same() -> None:
    (found,) = parse("共有｛｛ＨＲＦ－03：persons＠2024｝｝人")
    assert found.reference == read("HRF-03:persons@2024")
    assert (found.start, found.end, found.source) == (2, 25, "｛｛ＨＲＦ－03：persons＠2024｝｝")


@pytest.mark.parametrize(
    ("written", "kind"),
    [
        ("A@2024", ObservationKind.ACTUAL),
        ("A@latest", ObservationKind.ACTUAL),
        ("A/target@2026", ObservationKind.TARGET),
        ("A@baseline", ObservationKind.BASELINE),
    ],
)
def test_kinds(written: str, kind: ObservationKind) -> None:
    assert read(written).kind == kind


@pytest.mark.parametrize(
    "written",
    [
        *("", "A", "A:m", "A@", "@2024", "A:@2024", "A@24", "A@2024H3", "A@2024Q5", "A@2024-13", "A@2024..2023", "A@soon"),
        *("A@2024|words", "A/georgia@2024", "A/female/male@2024", "A/target@baseline", "A B@2024@2025", "A:m:n@2024"),
    ],
)
def test_written_wrongly(written: str) -> None:
    with pytest.raises(WrittenWrongly):
        read(written)


def test_every_pair_of_braces_is_found_and_one_left_open_is_told() -> None:
    found = list(parse("a {{ A@2024 }} b {{ }} c {{ B@2024\nd {{ C@2024 {{ D@2024 }}"))
    assert [(each.source, each.reference and each.reference.code, bool(each.fault)) for each in found] == [
        ("{{ A@2024 }}", "A", False),
        ("{{ }}", None, True),
        ("{{ B@2024", None, True),
        ("{{ C@2024", None, True),
        ("{{ D@2024 }}", "D", False),
    ]


@pytest.mark.parametrize("written", ["2024", "2024H1", "2024H2", "2024Q3", "2024-05", "2023-07..2024-06", "2024-02..2024-07"])
def test_a_period_is_written_as_it_is_read(written: str) -> None:
    reference = read(f"A@{written}")
    assert write_period(reference.start, reference.end) == written


def test_a_period_of_days_cannot_be_named() -> None:
    assert write_period(date(2024, 1, 2), date(2024, 1, 31)) == ""


@pytest.mark.parametrize(
    ("value", "english", "chinese"),
    [
        ("19000000", "19 million", "1,900万"),
        ("1200000000", "1.2 billion", "12亿"),
        ("1250000", "1.25 million", "125万"),
        ("1234567", "1,234,567", "1,234,567"),
        ("15000", "15,000", "1.5万"),
        ("9999", "9,999", "9,999"),
        ("230", "230", "230"),
        ("-2000000", "-2 million", "-200万"),
        ("0", "0", "0"),
    ],
)
def test_large_round_numbers_as_people_say_them(value: str, english: str, chinese: str) -> None:
    assert say_number(Decimal(value), 0, "en") == english
    assert say_number(Decimal(value), 0, "zh-hans") == chinese
