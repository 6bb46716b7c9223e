"""From draft to published, for entries and country progress alike; and which countries a focal point writes about."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from knowledge.models import Country
from results import rules
from results.enums import EntryState, Rating
from results.models import CountryProgress, ProgressEntry, Reviewed
from results.selectors.progress import approved_country_progress, previous_country_progress, public_entries
from results.services import reviewing
from tests import people
from tests.cycle import builders

pytestmark = pytest.mark.django_db
S = EntryState


@pytest.fixture
def countries() -> list[Country]:
    return builders.members(2)


def _record(kind: str, country: Country | None, **options: object) -> Reviewed:
    cycle = builders.cycle()
    return (builders.entry if kind == "entry" else builders.country_progress)(cycle, country=country, **options)


KINDS = pytest.mark.parametrize("kind", ["entry", "country progress"])


@KINDS
def test_a_focal_point_takes_the_own_countrys_record_to_review_and_a_reviewer_to_the_public(
    kind: str, countries: list[Country]
) -> None:
    focal, checker = people.focal_point(country=countries[0]), people.reviewer()
    record = _record(kind, countries[0])

    record = reviewing.record(entry=record, by=focal)
    record = reviewing.submit(entry=record, by=focal)
    assert (record.state, record.author, record.submitted_at is not None) == (S.SUBMITTED, focal, True)
    record = reviewing.return_(entry=record, by=checker, note="Which law?")
    record = reviewing.submit(entry=record, by=focal)
    record = reviewing.approve(entry=record, by=checker)
    assert (record.state, record.reviewer, record.review_note) == (S.APPROVED, checker, "")
    record = reviewing.publish(entry=record, by=checker)
    assert (record.state, record.published_at is not None) == (S.PUBLISHED, True)
    steps = list(record.history.order_by("history_id").values_list("history_change_reason", flat=True))
    assert steps[1:] == ["record", "submit", "return", "submit", "approve", "publish"]


@KINDS
@pytest.mark.parametrize("which", ["another country", "the region"])
def test_a_focal_point_writes_for_nobody_else(kind: str, which: str, countries: list[Country]) -> None:
    focal = people.focal_point(country=countries[0])
    record = _record(kind, countries[1] if which == "another country" else None)

    assert not rules.may_see(focal, record)
    with pytest.raises(PermissionDenied):
        reviewing.record(entry=record, by=focal)
    with pytest.raises(PermissionDenied):
        reviewing.submit(entry=record, by=focal)


@KINDS
def test_a_record_is_not_taken_over_by_naming_the_own_country(kind: str, countries: list[Country]) -> None:
    focal = people.focal_point(country=countries[0])
    record = _record(kind, countries[1])
    record.country = countries[0]  # as a forged form would

    with pytest.raises(PermissionDenied):
        reviewing.record(entry=record, by=focal)
    assert type(record).objects.get(pk=record.pk).country == countries[1]


@KINDS
def test_whoever_wrote_does_not_review(kind: str, countries: list[Country]) -> None:
    both = people.person(people.EDITOR, people.REVIEWER)
    record = _record(kind, countries[0])
    record = reviewing.submit(entry=reviewing.record(entry=record, by=both), by=both)

    with pytest.raises(PermissionDenied):
        reviewing.approve(entry=record, by=both)
    with pytest.raises(PermissionDenied):
        reviewing.return_(entry=record, by=both, note="No.")


@KINDS
@pytest.mark.parametrize(("state", "may"), [(S.DRAFT, 0), (S.SUBMITTED, 0), (S.RETURNED, 0), (S.APPROVED, 1), (S.PUBLISHED, 0)])
def test_only_what_is_approved_is_published(kind: str, state: str, may: int, countries: list[Country]) -> None:
    record = _record(kind, countries[0], state=state, author=people.editor())
    assert rules.may_publish(people.reviewer(), record) == bool(may)
    assert not rules.may_publish(people.editor(), record)
    if not may:
        with pytest.raises(ValidationError):
            reviewing.publish(entry=record, by=people.reviewer())


@KINDS
@pytest.mark.parametrize(
    ("state", "may_record", "may_submit", "may_review"),
    [(S.DRAFT, 1, 1, 0), (S.RETURNED, 1, 1, 0), (S.SUBMITTED, 1, 0, 1), (S.APPROVED, 1, 0, 0), (S.PUBLISHED, 1, 0, 0)],
)
def test_what_each_state_allows(
    kind: str, state: str, may_record: int, may_submit: int, may_review: int, countries: list[Country]
) -> None:
    record = _record(kind, countries[0], state=state, author=people.editor())
    editor, own, other, reviewer = (
        people.editor(),
        people.focal_point(country=countries[0]),
        people.focal_point(country=countries[1]),
        people.reviewer(),
    )
    for writer in (editor, own):
        assert (rules.may_record(writer, record), rules.may_submit(writer, record)) == (may_record, may_submit)
        assert not rules.may_approve(writer, record)
    assert (rules.may_approve(reviewer, record), rules.may_return(reviewer, record)) == (may_review, may_review)
    assert not rules.may_record(reviewer, record)
    assert not any(rule(other, record) for rule in (rules.may_see, rules.may_record, rules.may_submit, rules.may_approve))
    record.cycle.is_open = False
    assert not rules.may_record(editor, record)


def test_country_progress_is_public_as_it_was_last_approved(countries: list[Country]) -> None:
    progress = _record("country progress", countries[0])
    cycle, focal, checker = progress.cycle, people.focal_point(country=countries[0]), people.reviewer()
    assert approved_country_progress(cycle) == []
    progress = reviewing.submit(entry=reviewing.record(entry=progress, by=focal), by=focal)
    assert approved_country_progress(cycle) == []
    progress = reviewing.approve(entry=progress, by=checker)
    progress = reviewing.publish(entry=progress, by=checker)
    progress.summary_en, progress.summary_zh_hans = "Two laws were passed.", "通过两部法律。"
    progress = reviewing.record(entry=progress, by=focal)

    [public] = approved_country_progress(cycle)
    assert (progress.state, progress.published_at) == (S.DRAFT, None)
    assert (public.summary_en, public.summary_zh_hans) == ("A law was passed.", "通过一部法律。")


def test_a_published_entry_stays_public_while_it_is_changed() -> None:
    entry = _record("entry", None, state=S.SUBMITTED, author=people.editor())
    entry = reviewing.approve(entry=entry, by=people.reviewer())
    entry = reviewing.publish(entry=entry, by=people.reviewer())
    entry.narrative_en, entry.narrative_zh_hans = "999 people.", "999人。"
    reviewing.record(entry=entry, by=people.editor())
    assert [public.narrative.en for public in public_entries(entry.cycle)] == ["230 people took part."]


def test_country_progress_is_submitted_in_both_languages_with_something_said(countries: list[Country]) -> None:
    focal = people.focal_point(country=countries[0])
    progress = _record("country progress", countries[0])
    CountryProgress.objects.filter(pk=progress.pk).update(challenges_en="Staff")
    with pytest.raises(ValidationError, match="both languages"):
        reviewing.submit(entry=progress, by=focal)
    CountryProgress.objects.filter(pk=progress.pk).update(challenges_en="", summary_en="", summary_zh_hans="")
    with pytest.raises(ValidationError, match="nothing to review"):
        reviewing.submit(entry=progress, by=focal)


def test_the_progress_of_the_cycle_before_is_found(countries: list[Country]) -> None:
    earlier = _record("country progress", countries[0], state=S.APPROVED, author=people.editor())
    later = builders.cycle(year=2032)
    now = CountryProgress.objects.create(cycle=later, theme=earlier.theme, country=countries[0])
    other = CountryProgress.objects.create(cycle=later, theme=earlier.theme, country=countries[1])
    assert previous_country_progress(now).summary_en == "A law was passed."
    assert previous_country_progress(other) is None
    assert previous_country_progress(earlier) is None


def test_risks_that_nobody_looked_at_hold_up_the_regions_entry_and_no_countrys(countries: list[Country]) -> None:
    from results.models import RiskAssumption

    editor = people.editor()
    entry = _record("entry", None, author=editor)
    result = entry.indicator.placements.get().result
    RiskAssumption.objects.create(result=result, kind="risk", text_en="A risk", text_zh_hans="风险")
    own = builders.entry(entry.cycle, about=entry.indicator, country=countries[0], author=editor)

    with pytest.raises(ValidationError, match="1 risk or assumption"):
        reviewing.submit(entry=entry, by=editor)
    assert reviewing.submit(entry=own, by=editor).state == S.SUBMITTED


def test_another_rating_than_the_proposed_one_needs_a_reason() -> None:
    from tests.pages.builders import observation

    editor = people.editor()
    entry = _record("entry", None, author=editor)
    measure = builders.measure_of(entry)
    observation(measure, year=2025, value=10, kind="baseline")
    observation(measure, year=2035, value=110, kind="target")
    observation(measure, year=2030, value=110)
    entry.rating = Rating.OFF_TRACK
    entry = reviewing.record(entry=entry, by=editor)
    assert entry.proposed_rating not in ("", Rating.OFF_TRACK)

    with pytest.raises(ValidationError, match="figures propose"):
        reviewing.submit(entry=entry, by=editor)
    ProgressEntry.objects.filter(pk=entry.pk).update(rating_reason_en="The donor left.", rating_reason_zh_hans="出资方退出。")
    assert reviewing.submit(entry=entry, by=editor).rating == Rating.OFF_TRACK
