"""The preferred language, from sign-in on."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from tests import people
from tests.people import PASSWORD

pytestmark = pytest.mark.django_db


def test_the_admin_greets_in_the_preferred_language(client: Client) -> None:
    user = people.editor(language="zh-hans")
    client.cookies["django_language"] = "en"

    client.post("/admin/login/", {"username": user.username, "password": PASSWORD, "next": "/admin/"})

    assert client.cookies["django_language"].value == "zh-hans"
    assert '<html lang="zh-hans"' in client.get("/admin/").content.decode()


def test_the_portal_goes_on_in_the_preferred_language(client: Client) -> None:
    user = people.focal_point(language="zh-hans")

    response = client.post("/en/account/login/", {"username": user.username, "password": PASSWORD})

    assert response["Location"] == "/zh-hans/"


def test_the_switch_keeps_the_page_and_decides_until_the_next_sign_in(client: Client) -> None:
    client.force_login(people.editor(language="zh-hans"))
    page = "/admin/knowledge/event/?state__exact=draft"

    response = client.post(reverse("set_language"), {"language": "en", "next": page})

    assert response["Location"] == page
    assert '<html lang="en"' in client.get(page).content.decode()


def test_a_failed_sign_in_changes_no_language(client: Client) -> None:
    user = people.editor(language="zh-hans")
    client.cookies["django_language"] = "en"

    client.post("/admin/login/", {"username": user.username, "password": "wrong"})

    assert client.cookies["django_language"].value == "en"


def test_the_sign_in_page_offers_both_languages(client: Client) -> None:
    page = client.get("/admin/login/").content.decode()

    assert 'name="language" value="en"' in page
    assert 'name="language" value="zh-hans"' in page
