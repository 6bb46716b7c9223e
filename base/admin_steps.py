"""Buttons that move a record from state to state: submit, approve, publish. The state itself is never a form field."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from django.contrib import admin, messages
from django.contrib.admin.utils import quote, unquote
from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from .forms import SEEN
from .versions import Conflict, hold, version_of

STEP = "step"  # the part of the log's message that names a step, so that it reads in each reader's language


@dataclass(frozen=True, slots=True)
class StepTaken:
    """A press of the button: on which record, by whom, with which note, and in which version it was read."""

    record: models.Model
    by: AbstractBaseUser
    note: str = ""
    seen_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """One way from a state to the next.

    ``may`` says whether a person may take it with a record; ``run`` takes it, and raises ``ValidationError`` or
    ``PermissionDenied`` with a message for people. A step with a ``save_label`` is a button below the form that saves
    it first, for those who may change the record; ``may_once_saved`` says when it is offered, where saving itself
    changes the state. ``with_note`` asks for a text first, under ``note_label``. ``actions`` are the permissions
    (``"publish"``) of which one shows the step for many records in the list; none hides it there.
    """

    name: str
    label: str | Promise
    done: str | Promise
    may: Callable[[AbstractBaseUser, models.Model], bool]
    run: Callable[[StepTaken], object]
    actions: tuple[str, ...] = ()
    save_label: str | Promise = ""
    may_once_saved: Callable[[AbstractBaseUser, models.Model], bool] | None = None
    with_note: bool = False
    note_label: str | Promise = ""


class StepsMixin:
    """Offers the steps of ``steps`` on the form of a record and, for many records, in the list."""

    steps: ClassVar[tuple[Step, ...]] = ()
    state_field: ClassVar[str] = "state"

    # On the form of one record -----------------------------------------------------------------------------------------

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(require_POST(self.step_view))
        name = f"{self.opts.app_label}_{self.opts.model_name}_step"
        return [path("<path:object_id>/step/<slug:step_name>/", view, name=name), *super().get_urls()]

    def step_view(self, request: HttpRequest, object_id: str, step_name: str) -> HttpResponse:
        """Take a step with the record as it is stored."""
        record = self.get_object(request, unquote(object_id))
        step = next((step for step in self.steps if step.name == step_name), None)
        if record is None or step is None:
            raise Http404
        if not self.has_view_or_change_permission(request, record):
            raise PermissionDenied
        with transaction.atomic():
            try:
                record = hold(record, request.POST.get(SEEN))
            except Conflict:
                text = _("Somebody changed this record while you were reading it. Read it again before you decide.")
                self.message_user(request, text, messages.ERROR)
            else:
                seen_at = getattr(record, "updated_at", None)
                self._take(request, step, StepTaken(record, request.user, request.POST.get("note", ""), seen_at))
        return redirect(self._form_url(record))

    def _take(self, request: HttpRequest, step: Step, taken: StepTaken) -> bool:
        try:
            step.run(taken)
        except ValidationError as error:
            self.message_user(request, " ".join(error.messages), messages.ERROR)
            return False
        except PermissionDenied as error:
            self.message_user(request, str(error) or _("You may not do this."), messages.ERROR)
            return False
        self.log_change(request, taken.record, [{STEP: step.name}])
        self.message_user(request, step.done, messages.SUCCESS)
        return True

    def _form_url(self, record: models.Model) -> str:
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_change", args=[quote(record.pk)])

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict | None = None
    ) -> HttpResponse:
        record = self.get_object(request, unquote(object_id))
        if record is not None:
            extra_context = {**(extra_context or {}), **self._step_context(request, record)}
        return super().change_view(request, object_id, form_url, extra_context)

    def _step_context(self, request: HttpRequest, record: models.Model) -> dict[str, object]:
        editable = self.has_change_permission(request, record)
        with_save = [step for step in self.steps if step.save_label and editable]
        alone = [step for step in self.steps if step not in with_save and step.may(request.user, record)]
        return {
            "state_label": getattr(record, f"get_{self.state_field}_display", lambda: None)(),
            "state": getattr(record, self.state_field),
            "state_note": self.state_note(request, record),
            "seen_version": version_of(record),
            "steps_with_save": [step for step in with_save if (step.may_once_saved or step.may)(request.user, record)],
            "steps_alone": [
                (step, reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_step", args=[quote(record.pk), step.name]))
                for step in alone
            ],
        }

    def state_note(self, request: HttpRequest, record: models.Model) -> str:
        """What the person should know before changing a record in this state."""
        return ""

    def response_change(self, request: HttpRequest, obj: models.Model) -> HttpResponse:
        for step in self.steps:
            if step.save_label and f"_step_{step.name}" in request.POST:
                if not self._take(request, step, StepTaken(obj, request.user)):
                    self.message_user(request, _("Your changes are saved; the state is as it was."), messages.WARNING)
                return HttpResponseRedirect(self._form_url(obj))
        return super().response_change(request, obj)

    # In the list ---------------------------------------------------------------------------------------------------------

    def get_actions(self, request: HttpRequest) -> dict[str, tuple]:
        actions = super().get_actions(request)
        for step in self.steps:
            if any(self.may(request, action) for action in step.actions):
                actions[f"step_{step.name}"] = (self._action(step), f"step_{step.name}", step.label)
        return actions

    def _action(self, step: Step) -> Callable[[admin.ModelAdmin, HttpRequest, QuerySet], None]:
        def take_with_each(_admin: admin.ModelAdmin, request: HttpRequest, records: QuerySet) -> None:
            refused: Counter[str] = Counter()
            done = 0
            for record in records:
                try:
                    step.run(StepTaken(record, request.user))
                except ValidationError as error:
                    refused[" ".join(error.messages)] += 1
                except PermissionDenied as error:
                    refused[str(error)] += 1
                else:
                    done += 1
                    self.log_change(request, record, [{STEP: step.name}])
            self._tell(request, step, done, refused)

        return take_with_each

    def _tell(self, request: HttpRequest, step: Step, done: int, refused: Counter[str]) -> None:
        if done:
            text = ngettext("%(count)d record: %(done)s", "%(count)d records: %(done)s", done)
            self.message_user(request, text % {"count": done, "done": step.done}, messages.SUCCESS)
        for reason, count in refused.items():
            text = ngettext("%(count)d record stays as it is: %(reason)s", "%(count)d records stay as they are: %(reason)s", count)
            self.message_user(request, text % {"count": count, "reason": reason}, messages.WARNING)
