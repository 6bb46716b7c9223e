"""Accounts for trying the portal out."""

from __future__ import annotations

from io import StringIO

import pytest
from django.contrib.auth import authenticate
from django.core.management import CommandError, call_command

from accounts.models import User
from knowledge.models import Country

pytestmark = pytest.mark.django_db


def _create() -> str:
    out = StringIO()
    call_command("create_demo_users", stdout=out)
    return out.getvalue()


def test_one_account_for_each_role(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DEMO_PASSWORD", "a password of ours")
    table = _create()

    first_member = Country.objects.filter(is_member=True).order_by("order").first()
    made = {user.username: user for user in User.objects.filter(email__endswith="@example.org")}
    assert {name: (user.groups.get().name, user.language, user.country) for name, user in made.items()} == {
        "editor": ("secretariat editor", "zh-hans", None),
        "reviewer": ("secretariat reviewer", "en", None),
        "focal": ("focal point", "en", first_member),
        "admin": ("administrator", "en", None),
    }
    for name, user in made.items():
        assert user.is_staff
        assert not user.is_superuser
        assert authenticate(username=name, password="a password of ours") == user
        assert name in table
    assert table.count("a password of ours") == 4


def test_a_second_run_puts_accounts_back_in_order() -> None:
    _create()
    editor = User.objects.get(username="editor")
    editor.is_superuser, editor.is_active = True, False
    editor.set_password("something else")
    editor.save()
    editor.groups.clear()

    _create()

    editor.refresh_from_db()
    assert (editor.is_superuser, editor.is_active, editor.groups.get().name) == (False, True, "secretariat editor")
    assert authenticate(username="editor", password="portal-demo") == editor
    assert User.objects.filter(email__endswith="@example.org").count() == 4


def test_none_are_made_on_a_portal_in_use(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORTAL_ENV", "production")
    with pytest.raises(CommandError, match="PORTAL_ENV=production"):
        _create()
    assert not User.objects.filter(username="editor").exists()


def test_a_portal_without_content_is_told_to_load_it() -> None:
    Country.objects.update(is_member=False)
    with pytest.raises(CommandError, match="load_content"):
        _create()
    assert not User.objects.filter(username="editor").exists()
