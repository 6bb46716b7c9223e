"""What the readers take a number for."""

from __future__ import annotations

from decimal import Decimal

import pytest

from base.numbers import Kind, read_chinese, read_english
from base.numbers.quantities import When


def values(found: list) -> list[tuple[str, str]]:
    """Kind and value of the numbers that need an answer."""
    return [(each.kind.value, f"{each.value.normalize():f}") for each in found if not each.is_soft and each.value is not None]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1,234", "1234"),
        ("1，234", "1234"),
        ("１２３４人", "1234"),
        ("1 234份", "1234"),
        ("1,900万美元", "19000000"),
        ("1.9亿", "190000000"),
        ("3万5千", "35000"),
        ("一百二十三", "123"),
        ("二十个", "20"),
        ("两项", "2"),
        ("两年半", "2.5"),
        ("五百万人", "5000000"),
        ("1亿2000万", "120000000"),
        ("300余万人", "3000000"),
        ("7.8万亿", "7800000000000"),
        ("一亿二千万", "120000000"),
        ("三万五", "35000"),
        ("二十点五", "20.5"),
    ],
)
def test_chinese_numbers(text: str, expected: str) -> None:
    assert values(read_chinese(text)) == [("number", expected)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1,234", "1234"),
        ("1 234 files", "1234"),
        ("$27 million", "27000000"),
        ("US$5bn", "5000000000"),
        ("twenty-five people", "25"),
        ("two hundred and five thousand", "205000"),
        ("half a million", "500000"),
        ("two and a half years", "2.5"),
        ("3 lakh", "300000"),
        ("one hundred", "100"),
    ],
)
def test_english_numbers(text: str, expected: str) -> None:
    assert values(read_english(text)) == [("number", expected)]


@pytest.mark.parametrize(
    ("zh", "en", "expected"),
    [
        ("百分之五十八", "fifty-eight percent", ("percent", "58")),
        ("58％", "58 per cent", ("percent", "58")),
        ("三成", "30%", ("percent", "30")),
        ("58个百分点", "58 percentage points", ("percentage points", "58")),
        ("千分之三", "3 per 1,000", ("per mille", "3")),
        ("3‰", "3‰", ("per mille", "3")),
        ("四分之三", "three quarters", ("fraction", "0.75")),
        ("第二十三届", "the 23rd session", ("ordinal", "23")),
        ("第三条", "the third article", ("ordinal", "3")),
        ("10倍", "10 times", ("times", "10")),
        ("20世纪90年代", "the 1990s", ("decade", "1990")),
        ("下午5时30分", "5:30 p.m.", ("clock", "1050")),
    ],
)
def test_kinds(zh: str, en: str, expected: tuple[str, str]) -> None:
    assert values(read_chinese(zh)) == values(read_english(en)) == [expected]


@pytest.mark.parametrize(
    ("zh", "en", "expected"),
    [
        ("2024年5月30—31日", "30–31 May 2024", [When(2024, 5, 30), When(2024, 5, 31)]),
        ("2024年5月30日", "May 30, 2024", [When(2024, 5, 30)]),
        ("2024年5月", "May 2024", [When(2024, 5)]),
        ("2022—2030年", "2022–2030", [When(2022), When(2030)]),
        ("2024年第一季度", "Q1 2024", [When(2024, quarter=1)]),
        ("2024年一季度", "the first quarter of 2024", [When(2024, quarter=1)]),
        ("2024年上半年", "H1 2024", [When(2024, half=1)]),
        ("2024-05-30", "30 May 2024", [When(2024, 5, 30)]),
        ("二〇二四年九月", "Sept. 2024", [When(2024, 9)]),
        ("2025财年", "FY2025", [When(2025)]),
    ],
)
def test_dates(zh: str, en: str, expected: list[When]) -> None:
    for found in (read_chinese(zh), read_english(en)):
        assert [when for each in found if each.kind == Kind.DATE for when in each.whens] == expected


@pytest.mark.parametrize(
    "text", ["一带一路", "一些国家", "三农", "统一标准", "其中之一", "一个", "两国", "周三", "四川", "十分重要"]
)
def test_chinese_words_that_need_no_answer(text: str) -> None:
    assert values(read_chinese(text)) == []


@pytest.mark.parametrize(
    "text", ["one of the two-way radios’"[:10], "a second", "per second", "both countries", "once", "we may", "first"]
)
def test_english_words_that_need_no_answer(text: str) -> None:
    assert [each for each in read_english(text) if not each.is_soft and each.words != "second"] == []


def test_words_are_quoted_as_they_are_written() -> None:
    text = "共 **1,900** 万美元"
    (found,) = [each for each in read_chinese(text) if not each.is_soft]
    assert (found.words, text[found.start : found.end], found.value) == ("1,900** 万美元", "1,900** 万美元", Decimal(19000000))
