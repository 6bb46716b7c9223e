"""Each role reaches exactly the pages that its permissions say; nobody else reaches any."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.contrib import admin
from django.db import models
from django.test import Client

from accounts.models import User
from carec_portal.roles import ROLES
from tests import people

pytestmark = pytest.mark.django_db

MODELS = sorted(admin.site._registry, key=lambda model: model._meta.label)
MAKERS = dict(
    zip([role.name for role in ROLES], (people.editor, people.reviewer, people.focal_point, people.administrator), strict=True)
)


def _base(model: type[models.Model]) -> str:
    return f"/admin/{model._meta.app_label}/{model._meta.model_name}/"


@pytest.mark.parametrize("role", ROLES, ids=lambda role: role.name)
def test_lists_and_new_records(client: Client, role: object) -> None:
    user: User = MAKERS[role.name]()
    client.force_login(user)
    for model in MODELS:
        label, name = model._meta.app_label, model._meta.model_name
        may_look = f"{label}.view_{name}" in role.permissions
        may_add = f"{label}.add_{name}" in role.permissions and not (role.for_one_country and name == "countryprogress")
        may_add = may_add and name != "statechange"  # made by the steps of an activity alone
        assert client.get(_base(model)).status_code == (200 if may_look else 403), model
        assert client.get(f"{_base(model)}add/").status_code == (200 if may_add else 403), model


@pytest.mark.parametrize("role", ROLES, ids=lambda role: role.name)
def test_changing_and_deleting(client: Client, role: object) -> None:
    """A form that is posted without the permission is refused, whatever it says."""
    client.force_login(MAKERS[role.name]())
    for model in MODELS:
        record = model._base_manager.order_by("pk").first()
        label, name = model._meta.app_label, model._meta.model_name
        if record is None or name in {"user", "group", "countryprogress"}:
            continue
        if f"{label}.change_{name}" not in role.permissions:
            assert client.post(f"{_base(model)}{record.pk}/change/", {}).status_code == 403, model
            if hasattr(model, "history"):
                version = record.history.first()
                assert client.post(f"{_base(model)}{record.pk}/history/{version.pk}/", {}).status_code == 403, model
        if f"{label}.delete_{name}" not in role.permissions:
            assert client.post(f"{_base(model)}{record.pk}/delete/", {"post": "yes"}).status_code == 403, model
            assert model._base_manager.filter(pk=record.pk).exists()


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label_lower)
def test_strangers_are_sent_to_the_sign_in_page(client: Client, model: type[models.Model]) -> None:
    for address in (_base(model), f"{_base(model)}add/", f"{_base(model)}1/change/", f"{_base(model)}1/history/"):
        response = client.get(address)
        assert (response.status_code, response["Location"]) == (302, f"/admin/login/?next={address}")


def test_signing_in_alone_opens_nothing(client: Client) -> None:
    client.force_login(people.person())
    assert client.get("/admin/").status_code == 200
    assert [client.get(_base(model)).status_code for model in MODELS] == [403] * len(MODELS)


@pytest.mark.parametrize("make", MAKERS.values(), ids=MAKERS)
def test_forms_are_refused_without_their_token(make: Callable[[], User]) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(make())
    assert client.post("/admin/knowledge/event/add/", {"title_en": "Forged"}).status_code == 403
    assert client.post("/admin/results/progressentry/1/step/approve/", {}).status_code == 403
