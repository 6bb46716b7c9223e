"""Any text at all: no exception, and time that grows with its length."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from base.numbers import disagreements, read_chinese, read_english

PIECES = st.sampled_from(
    [
        *"0123456789.,，%‰万亿千百十一二两三半年月日点倍个次第分之$€ -–—~至到()[]{}*_<>/:;'\n",
        *(
            "May ",
            "two ",
            "hundred ",
            "and ",
            "half a ",
            "third ",
            "百分之",
            "2024年",
            "季度",
            "Q1",
            "HRF-03",
            "http://",
            "{{",
            "}}",
            "XIV ",
        ),
    ]
)
TEXTS = st.one_of(st.text(max_size=60), st.lists(PIECES, max_size=40).map("".join))


@settings(max_examples=300, deadline=None)
@given(TEXTS, TEXTS)
def test_no_text_breaks_the_checker(zh: str, en: str) -> None:
    for found in disagreements(zh, en):
        assert found.zh or found.en
    for text, found in ((zh, read_chinese(zh)), (zh, read_english(zh))):
        for each in found:
            assert each.words == text[each.start : each.end] != ""


@settings(max_examples=150, deadline=None)
@given(st.integers(min_value=2, max_value=10**15))
def test_a_figure_agrees_with_itself_and_with_no_other(value: int) -> None:
    assert disagreements(f"共{value:,}人", f"{value} people in all") == []
    assert disagreements(f"共{value}人", f"{value + 1} people in all") != []


@pytest.mark.parametrize(
    "piece", ["1, ", "1 ", "1万", "一", "May ", "one ", "hundred and ", "{{", "<a ", "2022–", "第三、", "(1)(2)", "a@"]
)
def test_time_grows_with_the_length_and_no_faster(piece: str) -> None:
    """100 kB of the worst; processor time, because the machine may be busy."""
    text = piece * (100_000 // len(piece))
    started = time.process_time()
    disagreements(text, text + " 987654")
    assert time.process_time() - started < 15
