"""Rows of parts on the page of their record: each is compared by itself."""

from __future__ import annotations

import pytest
from django.test import Client

from knowledge.models import Event, EventMaterial
from tests import people
from tests.admin.posting import address_of, form_at
from tests.knowledge import builders as catalogue

pytestmark = pytest.mark.django_db
PREFIX = "materials"


@pytest.fixture
def event() -> Event:
    made = catalogue.event(state="draft")
    for number in (1, 2):
        EventMaterial.objects.create(
            event=made,
            title_en=f"Paper {number}",
            title_zh_hans=f"文件{number}",
            kind="slides",
            url="https://example.org/",
            order=number,
        )
    return made


@pytest.fixture
def ben() -> Client:
    client = Client()
    client.force_login(people.editor(first_name="Ben"))
    return client


def _row(event: Event, number: int) -> EventMaterial:
    return event.materials.get(title_zh_hans=f"文件{number}")


def _theirs(event: Event, number: int, title: str) -> None:
    row = _row(event, number)
    row.title_en = title
    row.save()


def _index(posted: dict, row: EventMaterial) -> str:
    return next(key.split("-")[1] for key, value in posted.items() if key.endswith("-id") and str(value) == str(row.pk))


def test_a_row_somebody_changed_is_not_overwritten(event: Event, ben: Client) -> None:
    posted = form_at(ben, address_of(event))
    index = _index(posted, _row(event, 1))
    _theirs(event, 1, "Theirs")

    response = ben.post(address_of(event), posted | {f"{PREFIX}-{index}-title_en": "Mine", "title_en": "My title"})

    assert _row(event, 1).title_en == "Theirs"
    assert Event.objects.get(pk=event.pk).title_en != "My title"
    (conflict,) = response.context["conflicts"]
    assert (conflict.is_part, [(row.stored, row.typed) for row in conflict.rows]) == (True, [("Theirs", "Mine")])
    formset = next(each.formset for each in response.context["inline_admin_formsets"] if each.formset.prefix == PREFIX)
    now = {f"{PREFIX}-{index}-seen_version": formset.forms[int(index)]["seen_version"].value()}
    again = posted | {f"{PREFIX}-{index}-title_en": "Mine"} | now
    assert ben.post(address_of(event), again).status_code == 302
    assert _row(event, 1).title_en == "Mine"


def test_a_row_nobody_here_touched_stays_theirs(event: Event, ben: Client) -> None:
    posted = form_at(ben, address_of(event))
    index = _index(posted, _row(event, 2))
    _theirs(event, 1, "Theirs")

    assert ben.post(address_of(event), posted | {f"{PREFIX}-{index}-title_en": "Mine"}).status_code == 302

    assert (_row(event, 1).title_en, _row(event, 2).title_en) == ("Theirs", "Mine")
    assert _row(event, 1).history.count() == 2  # no save passed over it


def test_deleting_a_row_somebody_changed_is_refused(event: Event, ben: Client) -> None:
    posted = form_at(ben, address_of(event))
    index = _index(posted, _row(event, 1))
    _theirs(event, 1, "Theirs")
    assert ben.post(address_of(event), posted | {f"{PREFIX}-{index}-DELETE": "on"}).status_code == 200
    assert _row(event, 1).title_en == "Theirs"


def test_a_row_without_its_version_is_refused(event: Event, ben: Client) -> None:
    posted = form_at(ben, address_of(event))
    index = _index(posted, _row(event, 1))
    del posted[f"{PREFIX}-{index}-seen_version"]
    assert ben.post(address_of(event), posted | {f"{PREFIX}-{index}-title_en": "Forged"}).status_code == 200
    assert _row(event, 1).title_en == "Paper 1"


def test_what_was_typed_in_a_row_deleted_meanwhile_is_shown(event: Event, ben: Client) -> None:
    posted = form_at(ben, address_of(event))
    index = _index(posted, _row(event, 1))
    _row(event, 1).delete()

    response = ben.post(address_of(event), posted | {f"{PREFIX}-{index}-title_en": "Mine"})

    assert response.status_code == 200
    (conflict,) = response.context["conflicts"]
    assert conflict.is_deleted
    assert ("title_en", "Mine") in [(row.field, row.typed) for row in conflict.rows]
    assert ben.post(address_of(event), posted).status_code == 302  # who touched nothing there is not asked
    assert event.materials.count() == 1


def test_new_rows_need_no_version(event: Event, ben: Client) -> None:
    posted = form_at(ben, address_of(event))
    new = {"title_en": "New", "title_zh_hans": "新", "kind": "slides", "url": "https://example.org/", "order": 9}
    posted |= {f"{PREFIX}-2-{name}": value for name, value in new.items()} | {f"{PREFIX}-TOTAL_FORMS": 3}
    assert ben.post(address_of(event), posted).status_code == 302
    assert event.materials.count() == 3
