"""Evaluation rounds, evaluations and problems: written, returned, accepted, followed."""

from __future__ import annotations

from typing import ClassVar

from django import forms
from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from base.admin import BilingualAdmin, TabularInline
from base.admin_steps import Step, StepsMixin, StepTaken
from base.admin_text import both
from base.text import text_of

from .. import rules
from ..enums import EvaluationState
from ..models import Evaluation, Problem, Round
from ..selectors.own import activities_of
from ..selectors.problems import problem_url
from ..selectors.rounds import Period, evaluation_url, round_url
from ..services import evaluating, problems, rounds
from .parts import DraftsOnlyMixin


class OwnActivitiesMixin:
    """Records of activities, of which people outside the secretariat see those of their own alone."""

    activity_path: ClassVar[str] = "activity__in"

    def limited_to(self, request: HttpRequest) -> Q | None:
        if rules.works_on_every_plan(request.user):
            return None
        return Q(**{self.activity_path: activities_of(request.user)})


class EvaluationInline(TabularInline):
    """How far each activity's evaluation is; it is written on its own page."""

    model = Evaluation
    fields = readonly_fields = ("activity", "activity_state", "state", "author", "reviewer")
    can_delete = False

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        found = super().get_queryset(request).select_related("activity__objective", "round", "author", "reviewer")
        return found.filter(activity__in=activities_of(request.user))

    def has_add_permission(self, request: HttpRequest, obj: Round | None = None) -> bool:
        return False


def _open(taken: StepTaken) -> rounds.Opened:
    round_ = taken.record
    return rounds.open_round(plan=round_.plan, period=Period(round_.period_start, round_.period_end), by=taken.by)


def _close(taken: StepTaken) -> Round:
    return rounds.close_round(round_=taken.record, by=taken.by)


@admin.register(Round)
class RoundAdmin(OwnActivitiesMixin, StepsMixin, DraftsOnlyMixin, BilingualAdmin):
    """A round is opened on its plan's page; here its name and its day are set right."""

    activity_path = "evaluations__activity__in"
    steps = (
        Step(
            "open",
            _("Open: make the missing evaluations"),
            _("Opened: what was missing is there now."),
            may=lambda user, round_: rules.may_open_round(user, round_.plan),
            run=_open,
        ),
        Step("close", _("Close the round"), _("The round is closed."), may=rules.may_run_round, run=_close),
    )
    state_field = "is_open"
    kept_on_revert = ("is_open", "opened_at", "opened_by")
    date_hierarchy = "period_end"
    list_display = ("title", "plan", "period", "due_on", "is_open")
    list_filter = ("is_open", "plan")
    list_select_related = ("plan",)
    search_fields = both("title", "plan__title")
    autocomplete_fields = ("plan",)
    readonly_fields = ("is_open", "opened_at", "opened_by")
    inlines = (EvaluationInline,)
    fields = ("plan", "title", ("period_start", "period_end"), ("due_on", "is_open"), ("opened_at", "opened_by"))

    def get_readonly_fields(self, request: HttpRequest, obj: Round | None = None) -> list[str]:
        fixed = ("plan", "period_start", "period_end") if obj else ()
        return [*super().get_readonly_fields(request, obj), *fixed]

    @admin.display(description=_("period"), ordering="period_start")
    def period(self, obj: Round) -> str:
        return obj.period

    def view_on_site(self, obj: Round) -> str:
        """The board of the round."""
        return round_url(obj)


def _submit(taken: StepTaken) -> Evaluation:
    return evaluating.submit(evaluation=taken.record, by=taken.by, seen_at=taken.seen_at)


def _accept(taken: StepTaken) -> Evaluation:
    return evaluating.accept(evaluation=taken.record, by=taken.by, seen_at=taken.seen_at)


def _return(taken: StepTaken) -> Evaluation:
    return evaluating.return_(evaluation=taken.record, by=taken.by, note=taken.note, seen_at=taken.seen_at)


@admin.register(Evaluation)
class EvaluationAdmin(OwnActivitiesMixin, StepsMixin, DraftsOnlyMixin, BilingualAdmin):
    steps = (
        Step(
            "submit",
            _("Submit for review"),
            _("Submitted for review."),
            may=rules.may_submit,
            run=_submit,
            actions=("change",),
            save_label=_("Save and submit for review"),
            may_once_saved=rules.may_record,  # saving makes it a draft, whatever it was
        ),
        Step("accept", _("Accept"), _("Accepted."), may=rules.may_review, run=_accept, actions=("review",)),
        Step("return", _("Return to the author"), _("Returned to the author."), may=rules.may_review, run=_return, with_note=True),
    )
    kept_on_revert = ("state", "author", "reviewer", "review_note", "round", "activity", "submitted_at", "decided_at")
    list_display = ("activity", "round", "activity_state", "state", "author", "reviewer", "updated_at")
    list_filter = ("state", "activity_state", "round", "activity__area")
    list_select_related = ("round", "activity__objective", "author", "reviewer")
    search_fields = both("activity__title", "progress")
    autocomplete_fields = ("round", "activity")
    readonly_fields = ("author", "reviewer")
    fieldsets = (
        (None, {"fields": (("round", "activity"), "activity_state", "progress", "problem", "adjustment")}),
        (_("Review"), {"fields": (("author", "reviewer"),)}),
    )

    def get_readonly_fields(self, request: HttpRequest, obj: Evaluation | None = None) -> list[str]:
        fixed = ("round", "activity") if obj else ()  # an evaluation stays where its history is
        return [*super().get_readonly_fields(request, obj), *fixed]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).select_related("round__plan", "activity__plan", "activity__objective")

    def view_on_site(self, obj: Evaluation) -> str:
        """The page on which it is written outside the admin."""
        return evaluation_url(obj)

    def has_change_permission(self, request: HttpRequest, obj: Evaluation | None = None) -> bool:
        return super().has_change_permission(request, obj) and (obj is None or rules.may_record(request.user, obj))

    def save_model(self, request: HttpRequest, obj: Evaluation, form: forms.ModelForm, change: bool) -> None:
        if change and not form.changed_data and not self.is_revert(request):
            return  # pressing “Save” without a change takes nothing back from the reviewers
        self.keep_on_revert(obj)
        if change:
            evaluating.record(evaluation=obj, by=request.user)
        else:
            super().save_model(request, obj, form, change)

    def state_note(self, request: HttpRequest, record: Evaluation) -> str:
        taken_back = record.state in (EvaluationState.SUBMITTED, EvaluationState.ACCEPTED)
        if taken_back and self.has_change_permission(request, record):
            return _("A change makes this a draft again. What was accepted stays public until the new text is accepted.")
        return ""


def _take(taken: StepTaken) -> Problem:
    return problems.take_in_hand(problem=taken.record, by=taken.by)


def _settle(taken: StepTaken) -> Problem:
    return problems.close(problem=taken.record, note=text_of(taken.record, "closing_note"), by=taken.by)


def _reopen(taken: StepTaken) -> Problem:
    return problems.reopen(problem=taken.record, by=taken.by)


@admin.register(Problem)
class ProblemAdmin(OwnActivitiesMixin, StepsMixin, DraftsOnlyMixin, BilingualAdmin):
    steps = (
        Step("take", _("Take it in hand"), _("Taken in hand."), may=rules.may_take_problem, run=_take, actions=("change",)),
        Step(
            "close",
            _("Close the problem"),
            _("Closed. It stays on the list."),
            may=rules.may_change_problem,
            run=_settle,
            save_label=_("Save and close the problem"),
        ),
        Step("reopen", _("Follow it again"), _("It is followed again."), may=rules.may_reopen_problem, run=_reopen),
    )
    kept_on_revert = ("state", "activity", "number", "evaluation", "closed_on")
    date_hierarchy = "found_on"
    list_display = ("description", "activity", "state", "owner", "due_on", "found_on")
    list_filter = ("state", "source", "activity__plan", "owner")
    list_select_related = ("activity__objective", "owner")
    search_fields = both("description", "activity__title")
    autocomplete_fields = ("activity", "visit", "owner")
    readonly_fields = ("number", "state", "evaluation", "closed_on")
    fieldsets = (
        (
            None,
            {
                "fields": (
                    *(("activity", "number"), "description", "adjustment"),
                    *(("found_on", "source"), ("visit", "evaluation"), ("owner", "due_on")),
                )
            },
        ),
        (_("How it was settled"), {"fields": ("closing_note", ("state", "closed_on"))}),
    )

    def get_readonly_fields(self, request: HttpRequest, obj: Problem | None = None) -> list[str]:
        return [*super().get_readonly_fields(request, obj), *(("activity",) if obj else ())]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).select_related("activity__plan", "activity__objective")

    def view_on_site(self, obj: Problem) -> str:
        """The page on which it is followed outside the admin."""
        return problem_url(obj)

    def has_change_permission(self, request: HttpRequest, obj: Problem | None = None) -> bool:
        return super().has_change_permission(request, obj) and (obj is None or rules.may_change_problem(request.user, obj))

    def save_model(self, request: HttpRequest, obj: Problem, form: forms.ModelForm, change: bool) -> None:
        self.keep_on_revert(obj)
        if change:
            problems.record(problem=obj, by=request.user)
        else:
            problems.add(problem=obj, by=request.user)
