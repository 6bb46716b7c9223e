"""Requests made up from the schema: the portal never breaks, and what it answers is what the schema says."""

from __future__ import annotations

import pytest
import schemathesis
from django.db import connection
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.schemas import APIOperation
from schemathesis.specs.openapi.checks import content_type_conformance, response_schema_conformance, status_code_conformance

from carec_portal.wsgi import application
from results.models import ProgressEntry
from tests import people
from tests.workplans import supervising

pytestmark = pytest.mark.django_db

CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]


schema = schemathesis.openapi.from_wsgi("/api/v1/schema/?format=json", application)


@pytest.fixture
def one_transaction(monkeypatch: pytest.MonkeyPatch) -> None:
    """Django closes its connection after a request; here the test's transaction lives in it."""
    monkeypatch.setattr(connection, "close_if_unusable_or_obsolete", lambda: None)


FEW = settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True, database=None)


READ = [operation.ok() for operation in schema.include(method="GET").get_all_operations()]
WRITTEN = [operation.ok() for operation in schema.include(path_regex="/(entries|evaluations)/").get_all_operations()]
AS_MEANT, AS_NOT_MEANT = GenerationMode.POSITIVE, GenerationMode.NEGATIVE


def cases(operation: APIOperation) -> SearchStrategy:
    """Requests as the schema means them, and others."""
    return st.one_of(operation.as_strategy(generation_mode=AS_MEANT), operation.as_strategy(generation_mode=AS_NOT_MEANT))


def label(operation: APIOperation) -> str:
    """Each a name of its own: tests of one name are run once where several workers share them."""
    return operation.label


@pytest.mark.parametrize("operation", READ, ids=label)
def test_whoever_reads(operation: APIOperation, one_transaction: None) -> None:
    @FEW
    @given(case=cases(operation))
    def ask(case: schemathesis.Case) -> None:
        case.call_and_validate(checks=CHECKS)

    ask()


@pytest.mark.parametrize("operation", WRITTEN, ids=label)
def test_an_editor_who_writes(operation: APIOperation, one_transaction: None) -> None:
    client = Client()
    client.force_login(people.administrator())
    at_hand = {"entries": ProgressEntry.objects.order_by("pk").first().pk, "evaluations": supervising.evaluation().pk}
    kind = next(kind for kind in at_hand if f"/{kind}/" in operation.path)

    @FEW
    @given(case=cases(operation))
    def ask(case: schemathesis.Case) -> None:
        if case.path_parameters:
            case.path_parameters["id"] = at_hand[kind]
            case.headers["If-Match"] = client.get(f"/api/v1/{kind}/{at_hand[kind]}/")["ETag"]
        case.cookies = {"sessionid": client.cookies["sessionid"].value}
        case.call_and_validate(checks=CHECKS)

    ask()
