"""The versions of a framework: what each added, changed and retired, and what lies between two of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from base.text import text_of

from ..enums import VersionState
from ..models import Framework, FrameworkVersion, IndicatorPlacement


@dataclass(frozen=True, slots=True)
class Change:
    """An indicator that is shown otherwise than before, and in what it differs."""

    old: IndicatorPlacement
    new: IndicatorPlacement

    @property
    def differences(self) -> list[str | Promise]:
        """What differs, in words."""
        pairs = (
            (_("code"), self.old.code, self.new.code),
            (_("result"), self.old.result_id, self.new.result_id),
            (_("wording"), text_of(self.old, "wording"), text_of(self.new, "wording")),
            (_("headline"), self.old.is_headline, self.new.is_headline),
            (_("order"), self.old.order, self.new.order),
        )
        return [name for name, before, after in pairs if before != after]


@dataclass(slots=True)
class Changes:
    """What was added, changed and retired, each in the framework's order."""

    added: list[IndicatorPlacement] = field(default_factory=list)
    changed: list[Change] = field(default_factory=list)
    retired: list[IndicatorPlacement] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.added or self.changed or self.retired)


@dataclass(frozen=True, slots=True)
class VersionRecord:
    """A version and what it did."""

    version: FrameworkVersion
    changes: Changes


def visible_versions(framework: Framework, user: User) -> list[FrameworkVersion]:
    """The framework's versions, the newest first; the one being prepared for those who work on frameworks alone."""
    versions = framework.versions.select_related("confirmed_by", "confirmed_at")
    if not works_on(user):
        versions = versions.filter(state=VersionState.CONFIRMED)
    return list(versions.order_by("-number"))


def works_on(user: User) -> bool:
    """Whether the person works on frameworks, and so sees what is being prepared and what is missing."""
    return user.has_perm("results.change_framework") or user.has_perm("results.publish_framework")


def version_records(framework: Framework, versions: Iterable[FrameworkVersion]) -> list[VersionRecord]:
    """What each of these versions did, in their order; in one query more."""
    found: dict[int, Changes] = defaultdict(Changes)
    placements = _all_placements(framework)
    replaced = {each.replaces_id for each in placements.values()}
    for placement in placements.values():
        old = placements.get(placement.replaces_id)
        if old is not None and placement.added_in_id:
            found[placement.added_in_id].changed.append(Change(old, placement))
        elif placement.added_in_id:
            found[placement.added_in_id].added.append(placement)
        if placement.retired_in_id and placement.pk not in replaced:
            found[placement.retired_in_id].retired.append(placement)
    return [VersionRecord(version, found[version.pk]) for version in versions]


def compare(framework: Framework, first: int, last: int) -> Changes:
    """What a reader of version ``first`` finds otherwise in version ``last``; steps in between that cancel out are left out."""
    placements = _all_placements(framework)
    before = {each.indicator_id: each for each in placements.values() if _stands_in(each, first)}
    after = {each.indicator_id: each for each in placements.values() if _stands_in(each, last)}
    changed = [Change(before[pk], new) for pk, new in after.items() if pk in before and before[pk].pk != new.pk]
    return Changes(
        added=[each for pk, each in after.items() if pk not in before],
        changed=[change for change in changed if change.differences],
        retired=[each for pk, each in before.items() if pk not in after],
    )


def _all_placements(framework: Framework) -> dict[int, IndicatorPlacement]:
    placements = framework.placements.select_related("indicator", "result__level", "added_in", "retired_in")
    return {placement.pk: placement for placement in placements}


def _stands_in(placement: IndicatorPlacement, number: int) -> bool:
    added = placement.added_in.number if placement.added_in else 0
    return added <= number and (placement.retired_in is None or placement.retired_in.number > number)
