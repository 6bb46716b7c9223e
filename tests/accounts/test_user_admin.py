"""Administrators look after users, and cannot make themselves or others more than administrators."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Group, Permission
from django.test import Client

from accounts.models import User
from carec_portal.roles import FOCAL_POINT
from knowledge.models import Country
from tests import people

pytestmark = pytest.mark.django_db


@pytest.fixture
def as_administrator(client: Client) -> Client:
    client.force_login(people.administrator())
    return client


def _form(user: User, **changes: object) -> dict[str, object]:
    return {
        "username": user.username,
        "first_name": "",
        "last_name": "",
        "email": "",
        "language": "en",
        "is_active": "on",
        "is_staff": "on",
        "groups": [],
        "country": "",
        **changes,
    }


def test_a_form_that_asks_for_more_gives_no_more(as_administrator: Client) -> None:
    user = people.editor()
    permission = Permission.objects.get(codename="delete_user")

    response = as_administrator.post(
        f"/admin/accounts/user/{user.pk}/change/", _form(user, is_superuser="on", user_permissions=[permission.pk])
    )

    assert response.status_code == 302
    user.refresh_from_db()
    assert (user.is_superuser, user.user_permissions.count()) == (False, 0)


def test_superusers_are_out_of_reach(as_administrator: Client) -> None:
    root = User.objects.create_superuser("root", password="a very long secret")

    assert as_administrator.post(f"/admin/accounts/user/{root.pk}/change/", _form(root)).status_code == 403
    assert as_administrator.post(f"/admin/accounts/user/{root.pk}/delete/", {"post": "yes"}).status_code == 403
    new_password = {"usable_password": "true", "password1": "taken over 1", "password2": "taken over 1"}
    assert as_administrator.post(f"/admin/accounts/user/{root.pk}/password/", new_password).status_code == 403
    root.refresh_from_db()
    assert root.check_password("a very long secret")


def test_a_focal_point_needs_a_country(as_administrator: Client) -> None:
    user = people.person()
    group = Group.objects.get(name=FOCAL_POINT.name)
    address = f"/admin/accounts/user/{user.pk}/change/"

    response = as_administrator.post(address, _form(user, groups=[group.pk]))
    assert "A focal point needs the country that they speak for." in response.content.decode()

    country = Country.objects.filter(is_member=True).first()
    assert as_administrator.post(address, _form(user, groups=[group.pk], country=country.pk)).status_code == 302
    user.refresh_from_db()
    assert (user.country, user.groups.get()) == (country, group)


def test_an_administrator_adds_a_user(as_administrator: Client) -> None:
    group = Group.objects.get(name="secretariat editor")
    response = as_administrator.post(
        "/admin/accounts/user/add/",
        {
            "username": "newcomer",
            "usable_password": "true",
            "password1": "a long secret 7",
            "password2": "a long secret 7",
            "language": "zh-hans",
            "is_staff": "on",
            "groups": [group.pk],
        },
    )
    assert response.status_code == 302
    newcomer = User.objects.get(username="newcomer")
    assert (newcomer.language, newcomer.is_staff, newcomer.groups.get()) == ("zh-hans", True, group)


def test_nobody_deletes_themselves(client: Client) -> None:
    administrator = people.administrator()
    client.force_login(administrator)
    assert client.post(f"/admin/accounts/user/{administrator.pk}/delete/", {"post": "yes"}).status_code == 403


def test_the_portals_roles_are_shown_and_not_changed(as_administrator: Client) -> None:
    role = Group.objects.get(name="focal point")
    address = f"/admin/auth/group/{role.pk}"

    assert as_administrator.get(f"{address}/change/").status_code == 200
    assert as_administrator.post(f"{address}/change/", {"name": "focal point", "permissions": []}).status_code == 403
    assert as_administrator.post(f"{address}/delete/", {"post": "yes"}).status_code == 403


def test_nobody_gives_a_group_what_they_do_not_have(as_administrator: Client) -> None:
    beyond = Permission.objects.get(codename="delete_session")
    within = Permission.objects.get(codename="view_event")

    response = as_administrator.post("/admin/auth/group/add/", {"name": "guests", "permissions": [beyond.pk]})
    assert response.status_code == 200
    assert not Group.objects.filter(name="guests").exists()

    as_administrator.post("/admin/auth/group/add/", {"name": "guests", "permissions": [within.pk]})
    assert list(Group.objects.get(name="guests").permissions.all()) == [within]


def test_roles_are_named_in_the_readers_language(as_administrator: Client) -> None:
    as_administrator.cookies["django_language"] = "zh-hans"
    page = as_administrator.get("/admin/auth/group/").content.decode()
    assert "国家联络人" in page
