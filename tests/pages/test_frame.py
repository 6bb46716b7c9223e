"""What stands around every page: language switch, head, navigation, signing in, error pages."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext

from tests.people import editor

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("language", "tag", "heading"), [("en", "en", "Results"), ("zh-hans", "zh-Hans", "成果")], ids=["English", "Chinese"]
)
def test_the_page_says_its_language(client: Client, language: str, tag: str, heading: str) -> None:
    html = client.get(f"/{language}/results/").content.decode()
    assert f'<html lang="{tag}">' in html
    assert f"<h1>{heading}</h1>" in html


def test_the_switch_stays_on_the_page_and_keeps_the_question(client: Client) -> None:
    html = client.get("/en/results/prf/?theme=sector-trd").content.decode()
    assert '<a href="/zh-hans/results/prf/?theme=sector-trd" hreflang="zh-Hans" lang="zh-Hans">中文</a>' in html
    html = client.get("/zh-hans/results/prf/?theme=sector-trd").content.decode()
    assert '<a href="/en/results/prf/?theme=sector-trd" hreflang="en" lang="en">English</a>' in html


def test_a_page_names_its_address_and_its_other_language(client: Client) -> None:
    html = client.get("/en/results/?utm=x").content.decode()
    assert '<link rel="canonical" href="http://testserver/en/results/">' in html
    assert '<link rel="alternate" hreflang="zh-Hans" href="http://testserver/zh-hans/results/">' in html
    assert '<link rel="alternate" hreflang="en" href="http://testserver/en/results/">' in html


def test_the_section_one_is_in_is_marked(client: Client) -> None:
    html = client.get("/en/workplans/").content.decode()
    assert '<a href="/en/workplans/" aria-current="true">Work plans</a>' in html
    assert html.count('aria-current="true"') == 2  # and the language


def test_nothing_is_loaded_from_elsewhere(client: Client) -> None:
    html = client.get("/en/").content.decode()
    assert 'src="http' not in html
    assert 'rel="stylesheet" href="http' not in html
    assert "<script" not in html
    assert " style=" not in html


def test_signing_in_leads_back_to_the_page(client: Client) -> None:
    user = editor()
    page = client.get("/zh-hans/workplans/?a=1").content.decode()
    assert '<a href="/zh-hans/account/login/?next=/zh-hans/workplans/%3Fa%3D1">' in page
    answer = client.post(
        "/zh-hans/account/login/", {"username": user.username, "password": "correct horse", "next": "/zh-hans/workplans/?a=1"}
    )
    assert (answer.status_code, answer["Location"]) == (302, "/zh-hans/workplans/?a=1")


def test_a_wrong_password_is_explained(client: Client) -> None:
    answer = client.post("/en/account/login/", {"username": "nobody", "password": "wrong"})
    assert answer.status_code == 200
    assert 'role="alert"' in answer.content.decode()
    assert "correct username and password" in answer.content.decode()


def test_staff_find_their_desk_and_the_way_out(client: Client) -> None:
    client.force_login(editor())
    html = client.get("/en/").content.decode()
    assert f'href="{reverse("admin:index")}"' in html
    assert 'action="/en/account/logout/"' in html
    answer = client.post("/en/account/logout/")
    assert (answer.status_code, answer["Location"]) == (302, "/en/")


def test_visitors_are_not_shown_the_desk(client: Client) -> None:
    assert "/admin/" not in client.get("/en/").content.decode()


@pytest.mark.parametrize(("language", "other"), [("en", "zh-hans"), ("zh-hans", "en")])
def test_a_missing_page_says_so_in_the_language_of_its_address(client: Client, language: str, other: str) -> None:
    answer = client.get(f"/{language}/no-such-page/")
    assert answer.status_code == 404
    with translation.override(language):
        assert f"<h1>{gettext('Page not found')}</h1>" in answer.content.decode()
    assert f'href="/{other}/no-such-page/"' in answer.content.decode()


def test_an_expired_form_says_that_nothing_was_saved() -> None:
    answer = Client(enforce_csrf_checks=True).post("/en/account/login/", {"username": "a", "password": "b"})
    assert answer.status_code == 403
    assert "The form has expired" in answer.content.decode()


def test_the_error_page_needs_no_database(django_assert_num_queries: Callable) -> None:
    with django_assert_num_queries(0):
        html = render_to_string("500.html")
    assert "Something went wrong" in html
    assert "系统出错" in html
