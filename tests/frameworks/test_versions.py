"""A framework changes by versions: nothing is public before it is confirmed, nothing is lost after."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from base.text import Text
from results.enums import VersionState
from results.models import Framework, FrameworkVersion, IndicatorPlacement
from results.services import framework_versions as versions
from tests import people
from tests.frameworks import builders
from tests.frameworks.builders import WHY
from tests.pages import builders as pages

pytestmark = pytest.mark.django_db


def codes(framework: Framework) -> list[str]:
    return sorted(framework.placements.current().values_list("code", flat=True))


def change(placement: IndicatorPlacement, version: FrameworkVersion, **changes: object) -> IndicatorPlacement:
    as_it_is = {
        "result": placement.result,
        "code": placement.code,
        "wording": Text(),
        "is_headline": placement.is_headline,
        "order": placement.order,
        "reason": WHY,
    }
    return versions.change_placement(placement=placement, version=version, by=people.editor(), **{**as_it_is, **changes})


def test_the_first_version_takes_in_what_stands() -> None:
    framework, placements = builders.framework_with(2)
    version = builders.confirmed(framework)
    assert (version.number, version.state) == (1, VersionState.CONFIRMED)
    assert set(version.added.all()) == set(placements)
    assert codes(framework) == sorted(each.code for each in placements)


def test_a_draft_changes_nothing_until_it_is_confirmed() -> None:
    framework, (kept, changed, retired) = builders.framework_with(3)
    builders.confirmed(framework)
    before = codes(framework)
    version = builders.draft(framework)
    new = builders.complete(pages.placed_indicator(pages.result(pages.framework(is_public=False))))
    editor = people.editor()
    added = versions.place_indicator(version=version, result=kept.result, indicator=new, code="NEW", by=editor)
    successor = change(changed, version, code="RENAMED", is_headline=True)
    versions.retire_placement(placement=retired, version=version, by=editor, reason=WHY)
    assert codes(framework) == before
    assert [row.pk for row in framework.placements.at_version(2).order_by("pk")] == [kept.pk, added.pk, successor.pk]

    builders.confirm(version)
    assert codes(framework) == sorted([kept.code, "NEW", "RENAMED"])
    changed.refresh_from_db()
    assert (changed.replaced_by, changed.retirement) == (successor, version)
    assert (changed.retirement_reason_en, changed.retirement_reason_zh_hans) == (WHY.en, WHY.zh)
    assert retired.indicator.measures.get().observations.count() == 2  # its old values are all there
    assert sorted(framework.placements.at_version(1).values_list("code", flat=True)) == before


def test_a_confirmed_version_is_never_altered() -> None:
    framework, (placement,) = builders.framework_with(1)
    version = builders.confirmed(framework)
    editor = people.editor()
    for attempt in (
        lambda: versions.place_indicator(
            version=version, result=placement.result, indicator=placement.indicator, code="X", by=editor
        ),
        lambda: change(placement, version, code="X"),
        lambda: versions.retire_placement(placement=placement, version=version, by=editor, reason=WHY),
        lambda: versions.undo_step(placement=placement, version=version, by=editor),
        lambda: versions.discard_version(version=version, by=editor),
        lambda: builders.confirm(version),
    ):
        with pytest.raises(ValidationError, match="confirmed and is altered no more"):
            attempt()
    versions.correct_note(version=version, note=Text(zh="更正。", en="Corrected."), by=editor)
    version.refresh_from_db()
    assert version.note_en == "Corrected."
    assert version.history.latest().history_change_reason == "correct"


def test_every_step_of_a_draft_can_be_taken_back() -> None:
    framework, (first, second) = builders.framework_with(2)
    builders.confirmed(framework)
    before = list(framework.placements.order_by("pk").values())
    version = builders.draft(framework)
    editor = people.editor()
    successor = change(first, version, code="OTHER")
    versions.retire_placement(placement=second, version=version, by=editor, reason=WHY)
    versions.undo_step(placement=successor, version=version, by=editor)
    versions.undo_step(placement=second, version=version, by=editor)
    assert list(framework.placements.order_by("pk").values()) == before
    change(first, version, code="OTHER")
    first.refresh_from_db()
    versions.undo_step(placement=first, version=version, by=editor)  # from either end of the change
    assert list(framework.placements.order_by("pk").values()) == before
    with pytest.raises(ValidationError, match="changes nothing about that indicator"):
        versions.undo_step(placement=first, version=version, by=editor)


def test_a_discarded_draft_leaves_no_trace_but_its_history() -> None:
    framework, (first, second) = builders.framework_with(2)
    builders.confirmed(framework)
    before = list(framework.placements.order_by("pk").values())
    version = builders.draft(framework)
    change(first, version, code="OTHER")
    versions.retire_placement(placement=second, version=version, by=people.editor(), reason=WHY)
    versions.discard_version(version=version, by=people.editor())
    assert list(framework.placements.order_by("pk").values()) == before
    assert framework.versions.count() == 1
    assert FrameworkVersion.history.filter(framework=framework, history_type="-").get().history_change_reason == "discard"


def test_what_a_draft_placed_is_corrected_in_place() -> None:
    framework, (first,) = builders.framework_with(1)
    builders.confirmed(framework)
    version = builders.draft(framework)
    successor = change(first, version, code="OTHER")
    again = change(successor, version, code="BETTER", reason=Text())
    assert (again.pk, again.code, again.replaces) == (successor.pk, "BETTER", first)


def test_a_change_or_retirement_says_why_in_both_languages() -> None:
    framework, (first,) = builders.framework_with(1)
    builders.confirmed(framework)
    version = builders.draft(framework)
    for reason in (Text(), Text(zh="停用。"), Text(en="Ceased.")):
        with pytest.raises(ValidationError, match="both languages why"):
            versions.retire_placement(placement=first, version=version, by=people.editor(), reason=reason)
        with pytest.raises(ValidationError, match="both languages why"):
            change(first, version, code="X", reason=reason)
    first.refresh_from_db()
    assert first.retired_in is None


def test_codes_and_results_stay_within_the_framework() -> None:
    framework, (first, second) = builders.framework_with(2)
    builders.confirmed(framework)
    version = builders.draft(framework)
    with pytest.raises(ValidationError, match="already has an indicator with this code"):
        change(first, version, code=second.code)
    with pytest.raises(ValidationError, match="belongs to another framework"):
        change(first, version, result=pages.result(pages.framework()))
    versions.retire_placement(placement=second, version=version, by=people.editor(), reason=WHY)
    assert change(first, version, code=second.code).code == second.code  # the code is free now


def test_one_version_is_prepared_at_a_time() -> None:
    framework, _placements = builders.framework_with(1)
    builders.draft(framework)
    with pytest.raises(ValidationError, match="being prepared already"):
        builders.draft(framework)


def test_confirming_says_who_and_when_and_what_changed() -> None:
    framework, _placements = builders.framework_with(1)
    version = builders.draft(framework)
    with pytest.raises(ValidationError, match="who confirmed"):
        builders.confirm(version, confirmed_by=None)
    FrameworkVersion.objects.update(note_zh_hans="")
    with pytest.raises(ValidationError, match="what changed and why"):
        builders.confirm(version)
    version.refresh_from_db()
    assert version.state == VersionState.DRAFT


def test_who_may_do_what() -> None:
    framework, _placements = builders.framework_with(1)
    with pytest.raises(PermissionDenied):
        versions.prepare_version(framework=framework, by=people.focal_point())
    with pytest.raises(PermissionDenied):
        versions.prepare_version(framework=framework, by=people.reviewer())
    version = builders.draft(framework)
    facts = {"confirmed_by": framework.adopted_by, "confirmed_on": "2031-05-04"}
    with pytest.raises(PermissionDenied):
        versions.confirm_version(version=version, by=people.editor(), **facts)
    with pytest.raises(PermissionDenied):
        versions.discard_version(version=version, by=people.reviewer())


def test_a_version_with_gaps_needs_a_reason_that_is_kept() -> None:
    framework, (first, second) = builders.framework_with(2)
    first.indicator.responsible = None
    first.indicator.save()
    second.indicator.measures.get().observations.all().delete()
    version = builders.draft(framework)
    with pytest.raises(ValidationError, match=rf"{first.code} \(owner\), {second.code} \(baseline\)"):
        builders.confirm(version)
    builders.confirm(version, reason_for_gaps="The survey comes in autumn.")
    version.refresh_from_db()
    assert version.gaps_reason == version.history.latest().gaps_reason == "The survey comes in autumn."
