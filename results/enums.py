"""The closed lists of results and reports."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from base.text import CHINESE, ENGLISH
from knowledge.enums import Sex

__all__ = ["Sex"]  # people are counted by sex in both rooms


class ValueKind(models.TextChoices):
    NUMBER = "number", pgettext_lazy("kind of value", "number")
    PERCENTAGE = "percentage", _("percentage")
    RATIO = "ratio", _("ratio")
    YES_NO = "yes_no", _("yes or no")
    SCALE = "scale", _("qualitative scale")
    QUALITATIVE = "qualitative", _("qualitative")


class Direction(models.TextChoices):
    UP = "up", _("higher is better")
    DOWN = "down", _("lower is better")
    NONE = "none", _("neither")


class Aggregation(models.TextChoices):
    """How several values become one; ``results/aggregation.py`` computes each, ``docs/aggregation.md`` shows examples."""

    SUM = "sum", pgettext_lazy("aggregation", "sum")
    LATEST = "latest", pgettext_lazy("aggregation", "latest")
    MEAN = "mean", pgettext_lazy("aggregation", "mean")
    HIGHEST = "highest", pgettext_lazy("aggregation", "highest")
    WEIGHTED = "weighted", pgettext_lazy("aggregation", "share of the summed parts")
    COUNTRIES = "countries", pgettext_lazy("aggregation", "count of countries")
    NONE = "none", pgettext_lazy("aggregation", "not aggregated")


class Frequency(models.TextChoices):
    HALF_YEARLY = "half_yearly", _("half-yearly")
    ANNUAL = "annual", _("annual")
    TRIENNIAL = "triennial", _("every three years")


class ObservationKind(models.TextChoices):
    BASELINE = "baseline", _("baseline")
    TARGET = "target", _("target")
    ACTUAL = "actual", _("progress")


class ValueState(models.TextChoices):
    """Why a figure is there or not. A figure that is not there is never 0."""

    REPORTED = "reported", pgettext_lazy("state of a figure", "reported")
    NOT_AVAILABLE = "not_available", pgettext_lazy("state of a figure", "not available")
    NOT_APPLICABLE = "not_applicable", pgettext_lazy("state of a figure", "not applicable")
    TO_BE_SET = "to_be_set", pgettext_lazy("state of a figure", "to be set (#)")


class Operator(models.TextChoices):
    EQUAL = "", pgettext_lazy("operator", "exactly")
    AT_LEAST = ">=", pgettext_lazy("operator", "at least (≥)")
    BELOW = "<", pgettext_lazy("operator", "below (<)")
    ABOUT = "~", pgettext_lazy("operator", "about (≈)")


class MeasureSource(models.TextChoices):
    """Where the figures of a measure come from."""

    ENTERED = "entered", _("entered by hand")
    ATTENDANCE = "attendance", _("added up from the attendance of events")


class Detail(models.TextChoices):
    """How finely a measure is told."""

    TOTAL_ONLY = "total_only", _("total only")
    FULL = "full", _("total and every part")


class Rating(models.TextChoices):
    NOT_RATED = "", pgettext_lazy("rating", "not rated")
    ACHIEVED = "achieved", pgettext_lazy("rating", "achieved")
    ON_TRACK = "on_track", pgettext_lazy("rating", "on track")
    DELAYED = "delayed", pgettext_lazy("rating", "delayed")
    OFF_TRACK = "off_track", pgettext_lazy("rating", "off track")


class EntryState(models.TextChoices):
    DRAFT = "draft", pgettext_lazy("state of an entry", "draft")
    SUBMITTED = "submitted", pgettext_lazy("state of an entry", "submitted")
    RETURNED = "returned", pgettext_lazy("state of an entry", "returned")
    APPROVED = "approved", pgettext_lazy("state of an entry", "approved")
    PUBLISHED = "published", pgettext_lazy("state of an entry", "published")


class ChallengeState(models.TextChoices):
    OPEN = "open", pgettext_lazy("state of a challenge", "open")
    CLOSED = "closed", pgettext_lazy("state of a challenge", "closed")


class RiskKind(models.TextChoices):
    RISK = "risk", _("risk")
    ASSUMPTION = "assumption", _("assumption")


class RiskVerdict(models.TextChoices):
    """What a review found of a risk or an assumption."""

    UNCHANGED = "unchanged", pgettext_lazy("verdict on a risk", "as before")
    HIGHER = "higher", pgettext_lazy("verdict on a risk", "higher, or less sure")
    LOWER = "lower", pgettext_lazy("verdict on a risk", "lower, or surer")
    OCCURRED = "occurred", pgettext_lazy("verdict on a risk", "has occurred, or failed")
    CLOSED = "closed", pgettext_lazy("verdict on a risk", "no longer matters")


class VersionState(models.TextChoices):
    DRAFT = "draft", pgettext_lazy("state of a framework version", "being prepared")
    CONFIRMED = "confirmed", pgettext_lazy("state of a framework version", "confirmed")


class ReportingStep(models.TextChoices):
    """What has to be done before a meeting, in order; each by a day counted back from it."""

    INPUT = "input", _("input")
    REVIEW = "review", _("review")
    TRANSLATION = "translation", _("translation")
    PRINT = "print", _("print")


class NoticeKind(models.TextChoices):
    """What the room's e-mails are about; each kind has its own words (``templates/results/mail/``)."""

    OPENED = "opened", _("a cycle was opened")
    SUBMITTED = "submitted", _("entries await review")
    RETURNED = "returned", _("an entry came back")
    APPROVED = "approved", _("an entry was approved")


class Block(models.TextChoices):
    """What a report section draws from the database below its text."""

    NONE = "", pgettext_lazy("report block", "text only")
    ABBREVIATIONS = "abbreviations", _("abbreviations")
    COUNTRY_PROGRESS = "country_progress", _("country progress by theme")
    RESULTS_TABLE = "results_table", _("results framework table")
    CHALLENGES = "challenges", _("challenges")
    WORK_PLAN = "work_plan", _("work plan table")
    DELIVERABLES = "deliverables", _("deliverables table")
    FUNDING_CHART = "funding_chart", _("chart of grants")
    DELIVERABLES_CHART = "deliverables_chart", _("chart of deliverables by quarter")
    PLAN_STATES = "plan_states", _("activities by area and state")
    PLAN_STATES_CHART = "plan_states_chart", _("chart of activities by state")
    PLAN_ACTIVITIES = "plan_activities", _("activities with their accepted evaluations")
    PLAN_NUMBERS = "plan_numbers", _("numbers planned and delivered")
    PLAN_PROBLEMS = "plan_problems", _("problems and adjustments")
    PLAN_CHANGES = "plan_changes", _("changes of state")
    PLAN_DECISIONS = "plan_decisions", _("deliverables with decisions")


CYCLE_BLOCKS = (Block.COUNTRY_PROGRESS, Block.RESULTS_TABLE, Block.CHALLENGES)
PLAN_BLOCKS = tuple(block for block in Block if block.startswith("plan_"))  # of a work plan, in the report's period


class EditionLanguage(models.TextChoices):
    CHINESE = CHINESE, _("Chinese")
    ENGLISH = ENGLISH, _("English")
    BILINGUAL = "bilingual", _("bilingual")


class JobState(models.TextChoices):
    QUEUED = "queued", pgettext_lazy("state of a job", "waiting")
    RUNNING = "running", pgettext_lazy("state of a job", "being drawn")
    DONE = "done", pgettext_lazy("state of a job", "ready")
    FAILED = "failed", pgettext_lazy("state of a job", "failed")


class Stage(models.TextChoices):
    """The steps of drawing an edition, in order."""

    COLLECT = "collect", _("collecting the content")
    SNAPSHOT = "snapshot", _("freezing the snapshot")
    HTML = "html", _("composing the pages")
    PDF = "pdf", _("drawing the PDF")
    STORE = "store", _("storing the file")


class Failure(models.TextChoices):
    """Why an edition could not be drawn, each with its own message for people (``results/reports/failures.py``)."""

    MISSING_TRANSLATION = "missing_translation", _("missing translation")
    MISSING_FONT = "missing_font", _("missing font")
    BROKER_AWAY = "broker_away", _("queue not reachable")
    STORAGE = "storage", _("file could not be stored")
    LOST = "lost", _("the worker stopped before it was done")
    UNEXPECTED = "unexpected", _("unexpected error")
