"""Two organisations that are one: everything moves to the one that stays, and an undoing puts back exactly that."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connections

from base.moving import Move
from knowledge.models import Country, Document, Event, Organisation, OrganisationMerge, OrganisationName
from knowledge.selectors.organisations import OrganisationNames, find_organisation
from knowledge.services import merging
from tests import people
from tests.knowledge import builders
from tests.knowledge.builders import organisation
from tests.pages import builders as plans
from workplans.enums import Role
from workplans.selectors.parties import party_named

pytestmark = pytest.mark.django_db


@pytest.fixture
def kept() -> Organisation:
    return organisation(name_en="Zanzibar Centre", name_zh_hans="测试国疾病预防控制中心", acronym="ZC")


@pytest.fixture
def merged() -> Organisation:
    return organisation(name_en="Zanzibar CDC", name_zh_hans="测试国疾控中心", acronym="ZC")


def _everything(merged: Organisation) -> tuple:
    """One of each record that can name an organisation."""
    event = builders.event()
    host = event.hosts.create(role_en="host", role_zh_hans="主办", organisation=merged)
    return (
        *((builders.document(publisher=merged), "publisher"), (builders.training(provider=merged), "provider")),
        *((builders.solution(provider=merged), "provider"), (builders.fund(funder=merged), "funder"), (host, "organisation")),
    )


def _named(records: tuple) -> list[Organisation]:
    return [getattr(type(record).objects.get(pk=record.pk), field) for record, field in records]


def test_everything_moves_and_its_history_says_who_moved_it(kept: Organisation, merged: Organisation) -> None:
    records, editor = _everything(merged), people.editor()

    merge = merging.merge(kept=kept, merged=merged, by=editor)

    assert _named(records) == [kept] * 5
    newest = [record.history.first() for record, _field in records]
    assert [(each.history_user, each.history_change_reason, each.history_type) for each in newest] == [(editor, "merge", "~")] * 5
    assert sorted(move["model"] for move in merge.moved if move["kind"] == "pointed") == [
        *("knowledge.document", "knowledge.eventhost", "knowledge.fundingopportunity", "knowledge.solution", "knowledge.training")
    ]
    merged.refresh_from_db()
    assert (merged.merged_into, merged.standing) == (kept, kept)
    assert merged.history.first().merged_into == kept
    assert (merge.made_by, merge.is_undone) == (editor, False)


def test_the_one_that_stays_takes_the_names_that_are_not_its_own(kept: Organisation, merged: Organisation) -> None:
    merged.names.create(name="ZCDC (old)")

    merging.merge(kept=kept, merged=merged, by=people.editor())

    assert {further.name for further in kept.names.all()} == {"测试国疾控中心", "Zanzibar CDC", "ZCDC (old)"}
    for name in ("测试国疾控中心", "zanzibar cdc", "zcdc old", "ZC", merged.slug):
        assert find_organisation(name) == kept


def test_the_countries_of_both_are_those_of_one(kept: Organisation, merged: Organisation) -> None:
    kazakhstan, georgia, mongolia = (Country.objects.get(iso3=code) for code in ("KAZ", "GEO", "MNG"))
    kept.countries.set([kazakhstan])
    merged.countries.set([kazakhstan, georgia, mongolia])
    merge = merging.merge(kept=kept, merged=merged, by=people.editor())
    assert set(kept.countries.all()) == {kazakhstan, georgia, mongolia}

    kept.countries.remove(georgia)  # somebody decided otherwise since
    stayed = merging.undo(merge=merge, by=people.editor())

    assert set(kept.countries.all()) == {kazakhstan}
    assert set(merged.countries.all()) == {kazakhstan, georgia, mongolia}
    assert [move.kind for move in stayed] == ["gained"]


def test_an_undoing_puts_back_exactly_what_was_moved(kept: Organisation, merged: Organisation) -> None:
    records, own = _everything(merged), builders.document(publisher=kept)
    merged.names.create(name="ZCDC (old)")
    kept.names.create(name="The Centre")
    merge = merging.merge(kept=kept, merged=merged, by=people.editor())
    later = builders.document(publisher=kept)
    administrator = people.administrator()

    assert merging.undo(merge=merge, by=administrator) == []

    assert _named(records) == [merged] * 5
    assert _named(((own, "publisher"), (later, "publisher"))) == [kept, kept]
    assert [further.name for further in kept.names.all()] == ["The Centre"]
    assert [further.name for further in merged.names.all()] == ["ZCDC (old)"]
    merged.refresh_from_db()
    merge.refresh_from_db()
    assert merged.merged_into is None
    assert (merge.undone_by, merge.is_undone, merge.stayed) == (administrator, True, [])
    document = records[0][0].history.first()
    assert (document.publisher, document.history_user, document.history_change_reason) == (merged, administrator, "undo_merge")
    assert find_organisation("测试国疾控中心") == merged


def test_what_was_changed_since_stays(kept: Organisation, merged: Organisation) -> None:
    third = organisation()
    records = _everything(merged)
    merge = merging.merge(kept=kept, merged=merged, by=people.editor())
    Document.objects.filter(pk=records[0][0].pk).update(publisher=third)
    gone = records[1][0].pk
    records[1][0].delete()
    kept.names.filter(name="Zanzibar CDC").update(name="Zanzibar CDC, corrected")

    stayed = merging.undo(merge=merge, by=people.editor())

    assert {(move.model, move.pk) for move in stayed if move.kind == "pointed"} == {
        ("knowledge.document", records[0][0].pk),
        ("knowledge.training", gone),
    }
    assert [move.values["name"] for move in stayed if move.kind == "added"] == ["Zanzibar CDC"]
    merge.refresh_from_db()
    assert [Move(**each) for each in merge.stayed] == stayed
    assert _named((records[0], *records[2:])) == [third, merged, merged, merged]
    assert [further.name for further in kept.names.all()] == ["Zanzibar CDC, corrected"]


def test_merges_are_undone_in_the_order_in_which_they_rest_on_each_other(kept: Organisation, merged: Organisation) -> None:
    third, document, editor = organisation(), builders.document(publisher=merged), people.editor()
    first = merging.merge(kept=kept, merged=merged, by=editor)
    second = merging.merge(kept=third, merged=kept, by=editor)
    assert _named(((document, "publisher"),)) == [third]
    assert Organisation.objects.get(pk=merged.pk).standing == third
    assert find_organisation("测试国疾控中心") == third

    with pytest.raises(ValidationError, match="A later merge rests on this one"):
        merging.undo(merge=first, by=editor)
    merging.undo(merge=second, by=editor)
    assert _named(((document, "publisher"),)) == [kept]
    merging.undo(merge=first, by=editor)
    assert _named(((document, "publisher"),)) == [merged]
    with pytest.raises(ValidationError, match="undone already"):
        merging.undo(merge=first, by=editor)


def test_what_was_merged_is_merged_once(kept: Organisation, merged: Organisation) -> None:
    editor = people.editor()
    merging.merge(kept=kept, merged=merged, by=editor)
    for one, other in ((kept, merged), (merged, kept), (organisation(), merged)):
        with pytest.raises(ValidationError, match="was merged into another organisation already"):
            merging.merge(kept=one, merged=other, by=editor)
    with pytest.raises(ValidationError, match="into itself"):
        merging.merge(kept=kept, merged=kept, by=editor)
    assert OrganisationMerge.objects.count() == 1


@pytest.mark.parametrize(("make", "may"), [("editor", True), ("administrator", True), ("reviewer", False), ("focal_point", False)])
def test_who_may_merge_and_undo(kept: Organisation, merged: Organisation, make: str, may: bool) -> None:
    person = getattr(people, make)()
    if may:
        merging.undo(merge=merging.merge(kept=kept, merged=merged, by=person), by=person)
        return
    with pytest.raises(PermissionDenied):
        merging.merge(kept=kept, merged=merged, by=person)
    merge = merging.merge(kept=kept, merged=merged, by=people.editor())
    with pytest.raises(PermissionDenied):
        merging.undo(merge=merge, by=person)
    assert not OrganisationMerge.objects.get().is_undone


def test_a_merge_that_fails_half_way_moves_nothing(
    kept: Organisation, merged: Organisation, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = builders.document(publisher=merged)

    def break_down(*_args: object) -> None:
        raise OSError

    monkeypatch.setattr(merging, "_take_names", break_down)
    with pytest.raises(OSError):  # noqa: PT011 - the point is what it leaves behind
        merging.merge(kept=kept, merged=merged, by=people.editor())
    assert _named(((document, "publisher"),)) == [merged]
    assert OrganisationMerge.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_of_two_who_merge_the_same_at_once_one_is_told() -> None:
    kept, merged, editor = organisation(), organisation(), people.editor()
    builders.document(publisher=merged)

    def merge(pair: tuple[Organisation, Organisation]) -> str:
        try:
            merging.merge(kept=pair[0], merged=pair[1], by=editor)
        except ValidationError:
            return "told"
        finally:
            connections.close_all()
        return "merged"

    with ThreadPoolExecutor(2) as pool:
        outcomes = list(pool.map(merge, ((kept, merged), (merged, kept))))

    assert sorted(outcomes) == ["merged", "told"]
    assert OrganisationMerge.objects.count() == 1


def test_names_in_memory_know_what_was_merged(kept: Organisation, merged: Organisation, django_assert_num_queries: object) -> None:
    merging.merge(kept=kept, merged=merged, by=people.editor())
    OrganisationName.objects.filter(organisation=kept).delete()  # even if somebody strikes the names out

    with django_assert_num_queries(2):
        names = OrganisationNames.load()
    assert names.find("zanzibar cdc") == names.find(merged.slug) == kept
    assert [each for pair in names.alike() for each in pair if each in (kept, merged)] == []


def test_the_people_of_both_belong_to_the_one_that_stays(kept: Organisation, merged: Organisation) -> None:
    person = people.focal_point(organisation=merged)
    merge = merging.merge(kept=kept, merged=merged, by=people.editor())
    assert type(person).objects.get(pk=person.pk).organisation == kept
    merging.undo(merge=merge, by=people.editor())
    assert type(person).objects.get(pk=person.pk).organisation == merged


def test_an_event_keeps_its_other_hosts(kept: Organisation, merged: Organisation) -> None:
    event: Event = builders.event()
    for order, each in enumerate((merged, kept), 1):
        event.hosts.create(role_en="host", role_zh_hans="主办", organisation=each, order=order)
    merge = merging.merge(kept=kept, merged=merged, by=people.editor())
    assert [host.organisation for host in event.hosts.order_by("order")] == [kept, kept]
    merging.undo(merge=merge, by=people.editor())
    assert [host.organisation for host in event.hosts.order_by("order")] == [merged, kept]


def test_who_takes_part_in_a_plan_is_named_once(kept: Organisation, merged: Organisation) -> None:
    """A row of an upper room, unique by activity, role and organisation, of which this room knows nothing."""
    activity = plans.activity(plans.plan())
    rows = [
        activity.involvements.create(role=role, organisation=each, order=order)
        for order, (role, each) in enumerate(((Role.PARTICIPANT, merged), (Role.PARTICIPANT, kept), (Role.LEAD, merged)), start=40)
    ]
    before = list(activity.involvements.order_by("pk").values())

    merge = merging.merge(kept=kept, merged=merged, by=people.editor())

    mine = activity.involvements.filter(organisation__in=[kept, merged])
    assert set(mine.values_list("pk", "role", "organisation")) == {
        (rows[1].pk, Role.PARTICIPANT, kept.pk),
        (rows[2].pk, Role.LEAD, kept.pk),
    }
    assert party_named(f"organisation.{merged.slug}") == kept
    assert merging.undo(merge=merge, by=people.editor()) == []
    assert party_named(f"organisation.{merged.slug}") == merged
    assert list(activity.involvements.order_by("pk").values()) == before
