"""The outbox moves to accounts with its rows, their keys and whoever may see them, and back."""

from __future__ import annotations

import pytest
from django.apps.registry import Apps
from django.contrib.auth.models import Group, Permission
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from accounts.models import Notice
from results.models import ProgressReport, ReportingCycle
from tests import people

BEFORE = ("results", "0006_reasons_for_corrections_in_both_languages")
AFTER = ("results", "0007_notices_to_accounts")
REMINDER_BEFORE = {"due": [["progressentry", 12]], "overdue": [["countryprogress", 3]], "cycles": [7]}
LISTS_AFTER = {"due": [["results", "progressentry", 12]], "overdue": [["results", "countryprogress", 3]]}


def _migrate(*targets: tuple[str, str]) -> Apps:
    executor = MigrationExecutor(connection)
    return executor.migrate(list(targets)).apps


@pytest.mark.django_db(transaction=True)
def test_rows_and_rights_move_and_come_back() -> None:
    person, cycle = people.editor(email="editor@example.org"), ReportingCycle.objects.first()
    watchers = Group.objects.create(name="watchers")
    watchers.permissions.add(Permission.objects.get(codename="view_notice"))

    ProgressReport.objects.filter(cycle=None).delete()  # the tables of before have no place for them
    old = _migrate(BEFORE).get_model("results", "Notice")
    watcher = Group.objects.get(pk=watchers.pk).permissions.get()
    assert (watcher.content_type.app_label, watcher.codename) == ("results", "view_notice")
    sent = {"sent_at": timezone.now(), "tries": 2, "error": ""}
    whose = {"recipient_id": person.pk, "cycle_id": cycle.pk}
    old.objects.create(id=41, kind="opened", key="a", facts={"records": [["progressentry", 12]]}, **whose, **sent)
    old.objects.create(
        id=57, kind="overdue", key="2024-05-30", facts={**REMINDER_BEFORE, "cycles": [cycle.pk]}, tries=1, error="x", **whose
    )

    _migrate(AFTER)
    assert "results_notice" not in connection.introspection.table_names()
    opened, overdue = Notice.objects.order_by("pk")
    assert (opened.pk, opened.kind, opened.key, opened.sent_at, opened.tries) == (41, "opened", "a", sent["sent_at"], 2)
    assert opened.facts == {"records": [["progressentry", 12]], "cycle": cycle.pk}
    assert (overdue.pk, overdue.sent_at, overdue.tries, overdue.error) == (57, None, 1, "x")
    assert overdue.facts == {**LISTS_AFTER, "cycle": cycle.pk}
    assert Notice.objects.create(recipient=person, kind="opened", key="b").pk > 57
    watcher = Group.objects.get(pk=watchers.pk).permissions.get()
    assert (watcher.content_type.app_label, watcher.codename) == ("accounts", "view_notice")

    old = _migrate(BEFORE).get_model("results", "Notice")
    rows = list(old.objects.order_by("pk").values_list("pk", "cycle", "facts"))
    assert rows == [
        (41, cycle.pk, {"records": [["progressentry", 12]]}),
        (57, cycle.pk, {**REMINDER_BEFORE, "cycles": [cycle.pk]}),
    ]
    assert Notice.objects.count() == 0
    _migrate(AFTER)
