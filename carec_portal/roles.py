"""Who may do what: the portal's roles. ``manage.py sync_roles`` gives each group exactly these permissions.

Roles add up: a person in two groups may do what either may. Rules that look at a single record (nobody approves what
they wrote, a focal point speaks for one country, published things are not deleted) are in each room's ``rules.py``.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext_noop

from accounts.roles import DemoUser, Role
from base.text import CHINESE, ENGLISH


def _grants(actions: str, *models: str) -> frozenset[str]:
    """The names of each action on each model: ``_grants("view change", "knowledge.event")``."""
    return frozenset(f"{app}.{action}_{model}" for action in actions.split() for app, model in (name.split(".") for name in models))


def _in(app: str, models: Iterable[str]) -> tuple[str, ...]:
    return tuple(f"{app}.{model}" for model in models)


# What there is, by what people do with it -------------------------------------------------------------------------------
ENTRIES = _in("knowledge", ["event", "document", "training", "solution", "countrybrief", "fundingopportunity"])
ENTRY_PARTS = _in("knowledge", ["eventhost", "eventattendance", "eventmaterial", "meetingoutcome", "documentfile", "fundingaward"])
REFERENCE = _in("knowledge", ["country", "organisation", "body", "theme", "unit", "ihrcapacity", "glossaryterm"])
REFERENCE_PARTS = ("knowledge.organisationname",)
CATALOGUE = ENTRIES + ENTRY_PARTS + REFERENCE + REFERENCE_PARTS

PLAN_PARTS = _in(
    "workplans",
    [
        *("area", "objective", "activity", "involvement", "statechange", "output", "task", "budgetline"),
        *("target", "quantity", "delivery", "deliverable", "deliverablepart", "decision"),
    ],
)
SUPERVISION = _in("workplans", ["round", "evaluation", "problem"])
PLANS = ("workplans.workplan", *PLAN_PARTS, *SUPERVISION)

FRAMEWORK_PARTS = _in("results", ["riskassumption", "indicatorrelation", "indicatorlink"])
FRAMEWORKS = _in(
    "results",
    [
        *("framework", "frameworkversion", "frameworklevel", "result", "indicator", "indicatorplacement"),
        *("measure", "dimension", "category", "scalestep", "observation"),
    ],
)
REPORTING = _in(
    "results",
    [
        *("reportingcycle", "progressentry", "countryprogress", "challenge", "reportkind", "progressreport"),
        *("workcalendar", "deadlinerule", "deadlinechange", "riskreview"),
    ],
)
REPORT_PARTS = _in("results", ["reportsection", "kindsection", "entryfigure", "evidencefile", "calendarday"])
RESULTS = FRAMEWORKS + FRAMEWORK_PARTS + REPORTING + REPORT_PARTS

CONTENT = CATALOGUE + PLANS + RESULTS
PARTS = ENTRY_PARTS + REFERENCE_PARTS + PLAN_PARTS + FRAMEWORK_PARTS + REPORT_PARTS
PUBLISHED_BY_STEP = (*ENTRIES, "workplans.workplan", "results.framework")
PEOPLE = ("accounts.user", "auth.group")

EVERY_COUNTRY = frozenset({"results.speak_for_every_country", "workplans.work_on_every_plan"})
OPEN_CYCLES = frozenset({"results.open_reportingcycle", "workplans.open_round"})
IMPORT_WORKBOOKS = frozenset({"results.add_workbookimport"})
MERGE = frozenset({"knowledge.merge_organisation", "knowledge.view_organisationmerge"})
SEE_WORKINGS = _grants("view", "results.restatement", "accounts.notice")
RENDER = frozenset({"results.render_edition"})
REVIEW = frozenset(
    {
        *("results.review_progressentry", "results.publish_progressentry", "results.publish_edition"),
        "workplans.review_evaluation",
    }
) | _grants("publish", *PUBLISHED_BY_STEP)

# The roles --------------------------------------------------------------------------------------------------------------
EDITOR = Role(
    gettext_noop("secretariat editor"),
    _grants("view add change", *CONTENT)
    | _grants("delete", *ENTRIES, *PARTS)  # what is published is kept, whoever asks: see the rules of each room
    | _grants("view", "results.edition")
    | EVERY_COUNTRY
    | OPEN_CYCLES
    | IMPORT_WORKBOOKS
    | MERGE
    | SEE_WORKINGS
    | RENDER,
)
REVIEWER = Role(
    gettext_noop("secretariat reviewer"),
    _grants("view", *CONTENT, "results.edition") | EVERY_COUNTRY | SEE_WORKINGS | REVIEW | RENDER,
)
FOCAL_POINT = Role(
    gettext_noop("focal point"),
    _grants("view", *CATALOGUE, *PLANS, *FRAMEWORKS, *FRAMEWORK_PARTS, "results.reportingcycle")
    | _grants("change", "workplans.evaluation", "workplans.task", "workplans.problem")
    | _grants("view add change", "results.countryprogress", "results.entryfigure", "results.evidencefile")
    | _grants("view change", "results.progressentry")
    | IMPORT_WORKBOOKS,
    for_one_country=True,
)
ADMINISTRATOR = Role(
    gettext_noop("administrator"),
    _grants("view add change delete", *CONTENT, *PEOPLE)
    | _grants("view", "results.edition")
    | EVERY_COUNTRY
    | OPEN_CYCLES
    | IMPORT_WORKBOOKS
    | MERGE
    | SEE_WORKINGS
    | REVIEW
    | RENDER,
)

ROLES = (EDITOR, REVIEWER, FOCAL_POINT, ADMINISTRATOR)

DEMO_USERS = (
    DemoUser("editor", EDITOR, CHINESE),
    DemoUser("reviewer", REVIEWER, ENGLISH),
    DemoUser("focal", FOCAL_POINT, ENGLISH),
    DemoUser("admin", ADMINISTRATOR, ENGLISH),
)
