"""How good the checker is: on the pairs it was made with, on those it was not, and on the portal's own content."""

from __future__ import annotations

import pytest

from tests.numbers.reading import fixture_alarms, verdicts

# found: errors with an alarm; false: alarms without an error; missed: errors without an alarm; quiet: neither.
EXPECTED = {
    "develop": {"found": 88, "quiet": 65},
    "report": {"found": 93, "quiet": 131},
}


@pytest.mark.parametrize("half", EXPECTED)
def test_the_checker_is_right_about_every_pair_it_was_right_about_before(half: str) -> None:
    counts, wrong = verdicts(half)
    assert (dict(counts), wrong) == (EXPECTED[half], [])


def test_the_portals_own_texts_give_no_new_alarm() -> None:
    texts, alarms = fixture_alarms()
    assert texts > 1000
    # “Two units” is said as “different units” in Chinese: no error, but a number that one language has alone.
    assert alarms == [("31_health_indicators.yaml 2", "note")]
