"""The roles, permission by permission."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.management import call_command

from accounts.roles import Role, portal_roles
from accounts.services.roles import RoleError, sync_roles

pytestmark = pytest.mark.django_db

ENTRIES = "event document training solution countrybrief fundingopportunity"
ENTRY_PARTS = "eventhost eventattendance eventmaterial meetingoutcome documentfile fundingaward"
REFERENCE = "country organisation body theme unit ihrcapacity glossaryterm organisationname"
PLAN_PARTS = (
    "area objective activity involvement statechange output task budgetline target quantity delivery deliverable "
    "deliverablepart decision"
)
SUPERVISION = "round evaluation problem"
FRAMEWORKS = (
    "framework frameworkversion frameworklevel result indicator indicatorplacement measure dimension category scalestep "
    "observation riskassumption indicatorrelation indicatorlink"
)
REPORTING = (
    "reportingcycle progressentry countryprogress challenge reportkind progressreport reportsection kindsection "
    "workcalendar calendarday deadlinerule deadlinechange riskreview entryfigure evidencefile"
)


def _all(app: str, actions: str, models: str) -> set[str]:
    return {f"{app}.{action}_{model}" for action in actions.split() for model in models.split()}


PUBLISH = _all("knowledge", "publish", ENTRIES) | {"workplans.publish_workplan", "results.publish_framework"}
REVIEW = {
    *("results.review_progressentry", "results.publish_progressentry", "results.publish_edition"),
    "workplans.review_evaluation",
}
EVERY_COUNTRY, RENDER = {"results.speak_for_every_country", "workplans.work_on_every_plan"}, {"results.render_edition"}
VIEW_EDITIONS = {"results.view_edition"}
RUN_CYCLES = {"results.open_reportingcycle", "workplans.open_round"}
IMPORT = {"results.add_workbookimport"}
MERGE = {"knowledge.merge_organisation", "knowledge.view_organisationmerge"}
SEE_WORKINGS = {"results.view_restatement", "accounts.view_notice"}

MATRIX = {
    "secretariat editor": (
        _all("knowledge", "view add change delete", f"{ENTRIES} {ENTRY_PARTS}")
        | _all("knowledge", "view add change", REFERENCE)
        | {"knowledge.delete_organisationname"}
        | _all("workplans", "view add change delete", PLAN_PARTS)
        | _all("workplans", "view add change", f"workplan {SUPERVISION}")
        | _all("results", "view add change", f"{FRAMEWORKS} {REPORTING}")
        | _all(
            "results",
            "delete",
            "riskassumption indicatorrelation indicatorlink reportsection kindsection entryfigure evidencefile calendarday",
        )
        | VIEW_EDITIONS
        | RUN_CYCLES
        | IMPORT
        | MERGE
        | SEE_WORKINGS
        | EVERY_COUNTRY
        | RENDER
    ),
    "secretariat reviewer": (
        _all("knowledge", "view", f"{ENTRIES} {ENTRY_PARTS} {REFERENCE}")
        | _all("workplans", "view", f"workplan {PLAN_PARTS} {SUPERVISION}")
        | _all("results", "view", f"{FRAMEWORKS} {REPORTING}")
        | VIEW_EDITIONS
        | SEE_WORKINGS
        | EVERY_COUNTRY
        | REVIEW
        | PUBLISH
        | RENDER
    ),
    "focal point": (
        _all("knowledge", "view", f"{ENTRIES} {ENTRY_PARTS} {REFERENCE}")
        | _all("workplans", "view", f"workplan {PLAN_PARTS} {SUPERVISION}")
        | _all("workplans", "change", "evaluation task problem")
        | _all("results", "view", f"{FRAMEWORKS} reportingcycle")
        | _all("results", "view add change", "countryprogress entryfigure evidencefile")
        | _all("results", "view change", "progressentry")
        | IMPORT
    ),
    "administrator": (
        _all("knowledge", "view add change delete", f"{ENTRIES} {ENTRY_PARTS} {REFERENCE}")
        | _all("workplans", "view add change delete", f"workplan {PLAN_PARTS} {SUPERVISION}")
        | _all("results", "view add change delete", f"{FRAMEWORKS} {REPORTING}")
        | _all("accounts", "view add change delete", "user")
        | _all("auth", "view add change delete", "group")
        | VIEW_EDITIONS
        | RUN_CYCLES
        | IMPORT
        | MERGE
        | SEE_WORKINGS
        | EVERY_COUNTRY
        | REVIEW
        | PUBLISH
        | RENDER
    ),
}


def _held(name: str) -> set[str]:
    permissions = Group.objects.get(name=name).permissions
    return {f"{app}.{codename}" for app, codename in permissions.values_list("content_type__app_label", "codename")}


@pytest.mark.parametrize("name", MATRIX)
def test_a_role_has_exactly_these_permissions(name: str) -> None:
    assert _held(name) == MATRIX[name]


def test_there_are_four_roles() -> None:
    assert [role.name for role in portal_roles()] == list(MATRIX)


def test_a_second_run_changes_nothing() -> None:
    assert [(change.granted, change.taken) for change in sync_roles()] == [((), ())] * 4


def test_a_run_gives_what_is_missing_and_takes_what_is_not_in_the_role() -> None:
    focal_points = Group.objects.get(name="focal point")
    focal_points.permissions.add(Permission.objects.get(codename="delete_user"))
    focal_points.permissions.remove(Permission.objects.get(codename="view_event"))

    changes = {change.role.name: change for change in sync_roles()}

    assert changes["focal point"].granted == ("knowledge.view_event",)
    assert changes["focal point"].taken == ("accounts.delete_user",)
    assert _held("focal point") == MATRIX["focal point"]


def test_other_groups_are_left_alone() -> None:
    guests = Group.objects.create(name="guests")
    guests.permissions.add(Permission.objects.get(codename="view_event"))

    call_command("sync_roles", verbosity=0)

    assert _held("guests") == {"knowledge.view_event"}


def test_a_permission_that_does_not_exist_is_named_and_nothing_is_changed(monkeypatch: pytest.MonkeyPatch) -> None:
    wrong = Role("secretariat editor", frozenset({"knowledge.view_event", "knowledge.paint_event"}))
    monkeypatch.setattr("carec_portal.roles.ROLES", (wrong,))

    with pytest.raises(RoleError, match=r"knowledge\.paint_event"):
        sync_roles()
    assert _held("secretariat editor") == MATRIX["secretariat editor"]
