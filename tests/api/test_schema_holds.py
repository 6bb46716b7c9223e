"""Requests made up from the schema: the portal never breaks, and what it answers is what the schema says."""

from __future__ import annotations

import pytest
import schemathesis
from django.db import connection
from django.test import Client
from hypothesis import HealthCheck, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import content_type_conformance, response_schema_conformance, status_code_conformance

from carec_portal.wsgi import application
from results.models import ProgressEntry
from tests import people

pytestmark = pytest.mark.django_db

CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]


schema = schemathesis.openapi.from_wsgi("/api/v1/schema/?format=json", application)


@pytest.fixture
def one_transaction(monkeypatch: pytest.MonkeyPatch) -> None:
    """Django closes its connection after a request; here the test's transaction lives in it."""
    monkeypatch.setattr(connection, "close_if_unusable_or_obsolete", lambda: None)


FEW = settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True, database=None)


@schema.include(method="GET").parametrize()
@FEW
def test_whoever_reads(case: schemathesis.Case, one_transaction: None) -> None:
    case.call_and_validate(checks=CHECKS)


@schema.include(path_regex="/entries/").parametrize()
@FEW
def test_an_editor_who_writes(case: schemathesis.Case, one_transaction: None) -> None:
    client = Client()
    client.force_login(people.administrator())
    entry = ProgressEntry.objects.order_by("pk").first()
    if case.path_parameters:
        case.path_parameters["id"] = entry.pk
        case.headers["If-Match"] = client.get(f"/api/v1/entries/{entry.pk}/")["ETag"]
    case.cookies = {"sessionid": client.cookies["sessionid"].value}
    case.call_and_validate(checks=CHECKS)
