"""What the public reads of progress entries."""

from __future__ import annotations

import pytest
from django.test.utils import CaptureQueriesContext

from base.text import Text, text_of
from results.enums import EntryState
from results.references import resolve
from results.selectors.progress import previous_entry, public_entries, public_entries_of
from results.services import reviewing
from tests import people
from tests.results import builders

pytestmark = pytest.mark.django_db


def _approved(*, in_cycle: object, text: str = "230") -> object:
    entry = builders.entry(author=people.editor(), state=EntryState.SUBMITTED, in_cycle=in_cycle, text=text)
    return reviewing.approve(entry=entry, by=people.reviewer())


def test_entries_never_approved_are_not_public() -> None:
    cycle = builders.cycle()
    for state in (EntryState.DRAFT, EntryState.SUBMITTED, EntryState.RETURNED):
        builders.entry(author=None, state=state, in_cycle=cycle)

    assert public_entries(cycle) == []


def test_the_last_approved_text_stays_public_while_a_newer_one_is_written() -> None:
    cycle = builders.cycle()
    entry = _approved(in_cycle=cycle)
    entry.narrative_en, entry.narrative_zh_hans = "240 people took part.", "240人参加。"
    entry = reviewing.record(entry=entry, by=people.editor())
    entry = reviewing.submit(entry=entry, by=entry.author)

    [public] = public_entries(cycle)
    assert public.narrative == Text(zh="230人参加。", en="230 people took part.")
    assert (public.entry_id, public.indicator, public.cycle) == (entry.pk, entry.indicator, cycle)

    reviewing.approve(entry=entry, by=people.reviewer())
    [public] = public_entries(cycle)
    assert public.narrative == Text(zh="240人参加。", en="240 people took part.")


def test_entries_come_by_indicator_code_with_a_constant_number_of_queries(django_assert_num_queries: object) -> None:
    cycle = builders.cycle()
    for _ in range(3):
        _approved(in_cycle=cycle)

    with django_assert_num_queries(2):
        codes = [(entry.indicator.code, entry.cycle.sector.slug) for entry in public_entries(cycle)]
    assert codes == sorted(codes)
    assert len(codes) == 3


def test_the_entries_of_an_indicator_come_with_the_latest_cycle_first() -> None:
    sector = builders.theme()
    old, new = builders.cycle(year=2030, sector=sector), builders.cycle(year=2031, sector=sector)
    first = _approved(in_cycle=old, text="187")
    second = builders.entry(author=people.editor(), state=EntryState.SUBMITTED, in_cycle=new)
    second.indicator = first.indicator
    second.save()
    second = reviewing.approve(entry=second, by=people.reviewer())

    assert [entry.cycle for entry in public_entries_of(first.indicator)] == [new, old]
    assert previous_entry(indicator=first.indicator, cycle=new).narrative.en == "187 people took part."
    assert previous_entry(indicator=first.indicator, cycle=old) is None


def test_loaded_content_is_public_as_it_stands(django_assert_num_queries: CaptureQueriesContext) -> None:
    from results.models import ProgressEntry, ReportingCycle

    for cycle in ReportingCycle.objects.all():
        approved = ProgressEntry.objects.approved().filter(cycle=cycle).order_by("indicator__code")
        shown = [(entry.entry_id, entry.narrative.en, entry.narrative.zh) for entry in public_entries(cycle)]
        told = [(entry.pk, resolve([text_of(entry, "narrative")])[0]) for entry in approved]
        assert shown == [(pk, text.en, text.zh) for pk, text in told]
