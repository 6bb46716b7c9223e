"""Deleting in the admin: nothing goes that the person did not see, neither one record nor many chosen in a list."""

from __future__ import annotations

import pytest
from django.test import Client

from knowledge.models import GlossaryTerm
from tests import people
from tests.admin.posting import address_of, form_at
from tests.cycle.posting import fields_of, signed_in

pytestmark = pytest.mark.django_db

LIST = "/admin/knowledge/glossaryterm/"


@pytest.fixture
def terms() -> list[GlossaryTerm]:
    return [GlossaryTerm.objects.create(slug=f"desk-{n}", term_en=f"Desk {n}", term_zh_hans=f"工作台{n}") for n in (1, 2)]


@pytest.fixture
def ann() -> Client:
    return signed_in(people.administrator())


@pytest.fixture
def ben() -> Client:
    return signed_in(people.administrator())


def _there(terms: list[GlossaryTerm]) -> list[GlossaryTerm]:
    return list(GlossaryTerm.objects.filter(pk__in=[term.pk for term in terms]).order_by("pk"))


def _asked(client: Client, term: GlossaryTerm) -> dict[str, list[str]]:
    """What the page that asks would post."""
    return _form(client.get(address_of(term, "delete")).content.decode())


def _form(page: str) -> dict[str, list[str]]:
    content = page[page.index('id="content"') :]
    return fields_of(content.replace("<form", '<form id="entry-form"', 1))


def _save(client: Client, term: GlossaryTerm, text: str) -> None:
    assert client.post(address_of(term), form_at(client, address_of(term)) | {"term_en": text}).status_code == 302


def test_what_is_as_it_was_seen_is_deleted(terms: list[GlossaryTerm], ben: Client) -> None:
    assert ben.post(address_of(terms[0], "delete"), _asked(ben, terms[0])).status_code == 302
    assert _there(terms) == terms[1:]


def test_what_somebody_saved_meanwhile_stays_and_the_page_asks_again(terms: list[GlossaryTerm], ann: Client, ben: Client) -> None:
    asked = _asked(ben, terms[0])
    _save(ann, terms[0], "Counter")

    response = ben.post(address_of(terms[0], "delete"), asked, follow=True)

    assert response.redirect_chain == [(address_of(terms[0], "delete"), 302)]
    page = response.content.decode()
    assert "Somebody saved this record after you opened it. Nothing is deleted: look at it again before you do." in page
    assert "Counter" in page
    assert _there(terms) == terms
    assert ben.post(address_of(terms[0], "delete"), _form(page)).status_code == 302  # now knowingly
    assert _there(terms) == terms[1:]


@pytest.mark.parametrize("version", [None, "", "0", "forged"])
def test_a_missing_or_forged_version_deletes_nothing(terms: list[GlossaryTerm], ben: Client, version: str | None) -> None:
    posted = {"post": "yes"} if version is None else {"post": "yes", "seen_version": version}
    ben.post(address_of(terms[0], "delete"), posted)
    assert _there(terms) == terms


def test_what_somebody_deleted_meanwhile_is_gone_and_nothing_more(terms: list[GlossaryTerm], ann: Client, ben: Client) -> None:
    asked = _asked(ben, terms[0])
    ann.post(address_of(terms[0], "delete"), _asked(ann, terms[0]))

    response = ben.post(address_of(terms[0], "delete"), asked, follow=True)

    assert response.status_code == 200
    assert "Perhaps it was deleted?" in response.content.decode()


def test_who_may_not_delete_is_refused_whatever_the_version(terms: list[GlossaryTerm]) -> None:
    stranger = signed_in(people.reviewer())
    assert stranger.post(address_of(terms[0], "delete"), {"post": "yes", "seen_version": "0"}).status_code == 403
    assert _there(terms) == terms


def test_of_many_chosen_none_is_deleted_when_one_moved_on(terms: list[GlossaryTerm], ann: Client, ben: Client) -> None:
    chosen = {"action": "delete_selected", "_selected_action": [term.pk for term in terms]}
    asked = _form(ben.post(LIST, chosen).content.decode())
    assert len(asked["seen_version"]) == 2
    _save(ann, terms[1], "Counter")

    response = ben.post(LIST, asked)

    page = response.content.decode()
    assert response.status_code == 200
    assert "Somebody saved this after you opened the page: Counter. Nothing is deleted: look at it again before you do." in page
    assert len(_there(terms)) == 2
    assert ben.post(LIST, _form(page)).status_code == 302
    assert _there(terms) == []


def test_of_many_chosen_without_versions_none_is_deleted(terms: list[GlossaryTerm], ben: Client) -> None:
    ben.post(LIST, {"action": "delete_selected", "_selected_action": [term.pk for term in terms], "post": "yes"})
    assert _there(terms) == terms
