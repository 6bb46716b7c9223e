"""The rule of parity: which language is missing or out of date after every kind of change."""

from __future__ import annotations

from itertools import product

import pytest

from base.parity_rule import Parity, Standing, replay, step
from base.text import CHINESE, ENGLISH, Text

A, B, C = (Text(zh="甲", en="one"), Text(zh="乙", en="two"), Text(zh="丙", en="three"))
COMPLETE, MISSING, STALE = Parity.COMPLETE, Parity.MISSING, Parity.STALE


def _mix(zh: Text, en: Text) -> Text:
    return Text(zh=zh.zh, en=en.en)


ONLY_ENGLISH, ONLY_CHINESE, NOTHING = Text(en="one"), Text(zh="甲"), Text()


@pytest.mark.parametrize(
    ("story", "expected"),
    [
        ([A], Standing(A)),
        ([NOTHING], Standing(NOTHING)),
        ([ONLY_ENGLISH], Standing(ONLY_ENGLISH, MISSING, CHINESE)),
        ([ONLY_CHINESE], Standing(ONLY_CHINESE, MISSING, ENGLISH)),
        # both changed together; the same twice
        ([A, B], Standing(B)),
        ([A, A], Standing(A)),
        # one changed, then followed, changed again, or put back
        ([A, _mix(A, B)], Standing(A, STALE, CHINESE)),
        ([A, _mix(B, A)], Standing(A, STALE, ENGLISH)),
        ([A, _mix(A, B), _mix(B, B)], Standing(B)),
        ([A, _mix(A, B), _mix(A, C)], Standing(A, STALE, CHINESE)),
        ([A, _mix(A, B), _mix(A, C), A], Standing(A)),
        ([A, _mix(A, B), A], Standing(A)),
        ([A, _mix(A, B), C], Standing(C)),
        ([A, _mix(A, B), B, _mix(C, B)], Standing(B, STALE, ENGLISH)),
        # the first translation, of a text that went on changing
        ([ONLY_ENGLISH, Text(en="two")], Standing(Text(en="two"), MISSING, CHINESE)),
        ([ONLY_ENGLISH, A], Standing(A)),
        ([ONLY_CHINESE, A], Standing(A)),
        ([NOTHING, ONLY_ENGLISH, A], Standing(A)),
        ([NOTHING, A], Standing(A)),
        # a language emptied, and written anew or brought back
        ([A, ONLY_ENGLISH], Standing(A, MISSING, CHINESE)),
        ([A, ONLY_ENGLISH, Text(zh="乙", en="one")], Standing(Text(zh="乙", en="one"))),
        ([A, ONLY_ENGLISH, A], Standing(A)),
        ([A, Text(en="two"), _mix(A, B)], Standing(A, STALE, CHINESE)),
        ([A, Text(en="two"), B], Standing(B)),
        ([A, _mix(A, B), Text(en="two")], Standing(A, MISSING, CHINESE)),
        ([A, NOTHING], Standing(NOTHING)),
        ([A, NOTHING, _mix(A, B)], Standing(_mix(A, B))),
        # white space is no text and no change
        ([Text(zh=" \n", en="one")], Standing(Text(zh=" \n", en="one"), MISSING, CHINESE)),
        ([A, Text(zh="甲 ", en=" one\n")], Standing(Text(zh="甲 ", en=" one\n"))),
    ],
)
def test_after_every_kind_of_change(story: list[Text], expected: Standing) -> None:
    assert replay(story) == expected


def test_checking_makes_the_languages_agree_until_the_next_change() -> None:
    assert replay([A, _mix(A, B), None]) == Standing(_mix(A, B))
    assert replay([A, _mix(A, B), None, _mix(A, C)]) == Standing(_mix(A, B), STALE, CHINESE)
    assert replay([A, _mix(A, B), None, A]) == Standing(_mix(A, B), STALE, CHINESE)
    assert replay([ONLY_ENGLISH, None]) == Standing(ONLY_ENGLISH, MISSING, CHINESE)
    assert replay([None]) is None


@pytest.mark.parametrize(("before", "after"), [("in  two\nlines", "in two lines"), ("end", " end ")])
def test_english_wrapped_otherwise_is_the_same(before: str, after: str) -> None:
    assert replay([Text("甲", before), Text("甲", after)]).state == COMPLETE


def test_a_space_that_parts_a_word_is_a_change_in_english_and_none_in_chinese() -> None:
    assert replay([Text("甲", "health care"), Text("甲", "healthcare")]) == Standing(Text("甲", "health care"), STALE, CHINESE)
    assert replay([Text("用 AI 培训", "one"), Text("用AI培训", "one")]).state == COMPLETE


def test_every_story_of_four_steps_ends_in_a_state_that_is_true() -> None:
    texts = [Text(zh, en) for zh, en in product(("", "甲", "乙"), ("", "one", "two"))]
    seen: set[Parity] = set()
    for story in product(texts, repeat=4):
        now, standing = story[-1], replay(story)
        written = [language for language in (CHINESE, ENGLISH) if now.in_language(language)]
        seen.add(standing.state)
        assert (standing.state == MISSING) == (len(written) == 1), story
        assert (standing.behind == "") == (standing.state == COMPLETE), story
        if standing.state == MISSING:
            assert standing.behind not in written
        if standing.state == STALE:
            assert standing.agreed.in_language(standing.behind) == now.in_language(standing.behind), story
            source = CHINESE if standing.behind == ENGLISH else ENGLISH
            assert standing.agreed.in_language(source) not in ("", now.in_language(source)), story
        if standing.state == COMPLETE:
            assert standing.agreed == now
        assert step(standing, now) == standing, "the same again changes nothing"
    assert seen == {COMPLETE, MISSING, STALE}
