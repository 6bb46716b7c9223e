"""What moved in a text: words in English, characters in Chinese, and only their surroundings of what stayed."""

from __future__ import annotations

from itertools import product
from time import perf_counter

import pytest

from base.parity_diff import ADDED, AROUND, LEFT_OUT, REMOVED, STAYED, pieces_between
from base.parity_rule import essence
from base.text import CHINESE, ENGLISH


def _pairs(before: str, after: str, language: str) -> list[tuple[str, str]]:
    return [(piece.kind, piece.text) for piece in pieces_between(before, after, language)]


def test_english_by_words() -> None:
    assert _pairs("Approved 230 places. Kept.", "Approved 1,320 places. Kept.", ENGLISH) == [
        (STAYED, "Approved "),
        (REMOVED, "230"),
        (ADDED, "1,320"),
        (STAYED, " places. Kept."),
    ]


def test_chinese_by_characters_and_figures_whole() -> None:
    assert _pairs("会议批准230个名额。", "会议认可320个名额。", CHINESE) == [
        (STAYED, "会议"),
        (REMOVED, "批准230"),
        (ADDED, "认可320"),
        (STAYED, "个名额。"),
    ]


def test_neighbouring_words_are_one_change() -> None:
    assert _pairs("a b c", "x y z", ENGLISH) == [(REMOVED, "a b c"), (ADDED, "x y z")]


def test_an_added_sentence() -> None:
    assert _pairs("One.", "One. Two.", ENGLISH) == [(STAYED, "One. "), (ADDED, "Two.")]


@pytest.mark.parametrize("language", [ENGLISH, CHINESE])
def test_white_space_alone_is_no_change(language: str) -> None:
    assert [piece.kind for piece in pieces_between("One.\n\nTwo", "One. Two ", language)] == [STAYED]


def test_long_stretches_without_change_are_left_out() -> None:
    same = "word " * 200
    pieces = pieces_between(f"{same}old {same}", f"{same}new {same}", ENGLISH)
    assert [piece.kind for piece in pieces] == [LEFT_OUT, STAYED, REMOVED, ADDED, STAYED, LEFT_OUT]
    assert [piece.text for piece in pieces if piece.kind == STAYED] == [" " + "word " * 11, " word" * 11 + " "]  # whole words
    characters = "培训" * 200
    around = [piece.text for piece in pieces_between(f"{characters}旧{characters}", f"{characters}新{characters}", CHINESE)]
    assert [len(text) for text in around] == [0, AROUND, 1, 1, AROUND, 0]


def test_removed_and_stayed_give_the_old_text_added_and_stayed_the_new() -> None:
    english = ["", "One two three.", "One three.", "Two. One two four.", "Five!"]
    chinese = ["", "培训了230人。", "培训320人。", "今年培训了230名人员；明年继续。", "无"]
    for texts, language in ((english, ENGLISH), (chinese, CHINESE)):
        for before, after in product(texts, repeat=2):
            pieces = pieces_between(before, after, language)
            for text, kind in ((before, REMOVED), (after, ADDED)):
                told = "".join(piece.text for piece in pieces if piece.kind in (STAYED, kind))
                assert essence(told, CHINESE) == essence(text, CHINESE), (before, after)


def test_long_texts_are_compared_in_no_time() -> None:
    before = "".join(f"第{number}次会议讨论了跨境卫生合作的若干问题，并提出建议。" for number in range(400))
    started = perf_counter()
    pieces = pieces_between(before, before.replace("第200次", "第二百次").replace("第399次", "末次"), CHINESE)
    assert perf_counter() - started < 1
    assert sum(piece.kind == ADDED for piece in pieces) == 2
