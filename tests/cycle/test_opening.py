"""Opening a cycle makes what has to be written; opening it again makes what is missing."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from accounts.models import Notice
from knowledge.models import Country
from results.enums import EntryState, VersionState
from results.models import CountryProgress, FrameworkVersion, ProgressEntry, ReportingCycle
from results.services.cycles import Opened, open_cycle
from tests import people
from tests.cycle import builders

pytestmark = pytest.mark.django_db
MEMBERS = 11


def test_there_are_the_member_countries_the_tests_count_on() -> None:
    assert Country.objects.filter(is_member=True).count() == MEMBERS


def test_makes_the_entries_and_the_progress_of_the_countries() -> None:
    cycle, editor = builders.cycle(), people.editor()
    regional, told_by_country = builders.indicator(cycle), builders.indicator(cycle, by_country=True)

    assert open_cycle(cycle=cycle, by=editor) == Opened(entries=2 + MEMBERS, country_progress=MEMBERS, removed=0)

    entries = ProgressEntry.objects.filter(cycle=cycle)
    assert entries.filter(indicator=regional).values_list("country", "state").get() == (None, EntryState.DRAFT)
    assert entries.filter(indicator=told_by_country, country=None).count() == 1
    assert entries.filter(indicator=told_by_country, country__is_member=True).count() == MEMBERS
    cycle.refresh_from_db()
    assert (cycle.opened_by, cycle.opened_at is not None) == (editor, True)
    version = entries.first().history.get()
    assert (version.history_user, version.history_change_reason) == (editor, "open")


def test_a_second_time_makes_only_what_is_missing() -> None:
    cycle, editor = builders.cycle(), people.editor()
    builders.indicator(cycle)
    open_cycle(cycle=cycle, by=editor)
    opened_at = ReportingCycle.objects.get(pk=cycle.pk).opened_at
    builders.indicator(cycle)

    assert open_cycle(cycle=cycle, by=people.editor()) == Opened(1, 0, 0)
    assert open_cycle(cycle=cycle, by=editor) == Opened(0, 0, 0)
    assert ReportingCycle.objects.get(pk=cycle.pk).opened_at == opened_at


def test_an_empty_draft_of_a_retired_indicator_goes_and_a_written_one_stays() -> None:
    cycle, editor = builders.cycle(), people.editor()
    empty, written = builders.indicator(cycle), builders.indicator(cycle)
    open_cycle(cycle=cycle, by=editor)
    ProgressEntry.objects.filter(cycle=cycle, indicator=written).update(narrative_en="Told.")
    for indicator in (empty, written):
        placement = builders.placement(indicator)
        version, _ = FrameworkVersion.objects.get_or_create(
            framework=placement.framework, number=2, defaults={"state": VersionState.CONFIRMED}
        )
        placement.retired_in = version
        placement.save()

    assert open_cycle(cycle=cycle, by=editor) == Opened(0, 0, removed=1)
    assert list(ProgressEntry.objects.filter(cycle=cycle).values_list("indicator", flat=True)) == [written.pk]


def test_an_indicator_still_being_prepared_takes_no_part() -> None:
    cycle = builders.cycle()
    placement = builders.placement(builders.indicator(cycle))
    placement.added_in = FrameworkVersion.objects.create(framework=placement.framework, number=2)
    placement.save()
    assert open_cycle(cycle=cycle, by=people.editor()).entries == 0


def test_the_owner_or_the_focal_point_is_to_write() -> None:
    cycle, owner, [country, other] = builders.cycle(), people.editor(), builders.members()
    own, told_by_country = builders.indicator(cycle, owner=owner), builders.indicator(cycle, by_country=True)
    focal = people.focal_point(country=country)
    for _ in range(2):
        people.focal_point(country=other)

    open_cycle(cycle=cycle, by=people.editor())

    def assignee(indicator: object, of: Country | None) -> object:
        return ProgressEntry.objects.get(cycle=cycle, indicator=indicator, country=of).assignee

    assert assignee(own, None) == owner
    assert assignee(told_by_country, country) == focal
    assert assignee(told_by_country, other) is None  # two of them: it waits for both


def test_everybody_who_has_something_to_write_gets_one_e_mail() -> None:
    cycle, [country, _] = builders.cycle(), builders.members()
    owner = people.editor(email="owner@example.org")
    builders.indicator(cycle, owner=owner)
    builders.indicator(cycle, owner=owner)
    focal = people.focal_point(country=country, email="focal@example.org")
    silent = people.focal_point(country=country)  # has no address

    open_cycle(cycle=cycle, by=people.editor())

    told = {notice.recipient: len(notice.facts["records"]) for notice in Notice.objects.filter(facts__cycle=cycle.pk)}
    assert told == {owner: 2, focal: 1}
    assert silent not in told


@pytest.mark.parametrize("make", [people.reviewer, people.focal_point, people.person])
def test_only_those_who_may_open_cycles_open_them(make: object) -> None:
    cycle = builders.cycle()
    builders.indicator(cycle)
    with pytest.raises(PermissionDenied):
        open_cycle(cycle=cycle, by=make())
    assert not CountryProgress.objects.filter(cycle=cycle).exists()


def test_a_closed_cycle_and_one_without_a_framework_are_not_opened() -> None:
    with pytest.raises(ValidationError, match="closed"):
        open_cycle(cycle=builders.cycle(is_open=False), by=people.editor())
    bare = builders.cycle()
    bare.frameworks.clear()
    with pytest.raises(ValidationError, match="frameworks first"):
        open_cycle(cycle=bare, by=people.editor())


def test_the_number_of_queries_does_not_grow_with_the_indicators(django_assert_max_num_queries: object) -> None:
    cycle, editor = builders.cycle(), people.editor()
    for _ in range(12):
        builders.indicator(cycle, by_country=True)
    with django_assert_max_num_queries(45):
        assert open_cycle(cycle=cycle, by=editor).entries == 12 * (1 + MEMBERS)
