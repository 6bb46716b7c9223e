"""Steps that ask for more than a press of their button: the button opens a page with a form."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django import forms
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _

from base.admin_steps import STEP, Step, StepsMixin, StepTaken
from base.forms import SEEN
from base.versions import Conflict, hold, version_of

TAKE = "take"  # the name of the button below the form


@dataclass(frozen=True, slots=True)
class StepFilled(StepTaken):
    """A step taken with what stands in its form, checked."""

    form: forms.Form | None = None


@dataclass(frozen=True, slots=True)
class StepPage(Step):
    """A step with a page: ``form`` makes its form from the posted data (``None`` at first) and the record."""

    form: Callable[[object, models.Model], forms.Form] | None = None


class StepPagesMixin(StepsMixin):
    """Shows the pages of steps; the record is held in the version that was read when the page was opened."""

    def step_view(self, request: HttpRequest, object_id: str, step_name: str) -> HttpResponse:
        step = next((each for each in self.steps if each.name == step_name and isinstance(each, StepPage)), None)
        if step is None:
            return super().step_view(request, object_id, step_name)
        record = self.get_object(request, unquote(object_id))
        if record is None:
            raise Http404
        if not self.has_view_or_change_permission(request, record) or not step.may(request.user, record):
            raise PermissionDenied
        if TAKE not in request.POST:
            return self._step_page(request, step, record, step.form(None, record))
        form = step.form(request.POST, record)
        made = self._take_filled(request, step, record, form)
        if made is None:
            return self._step_page(request, step, record, form, status=422)
        self.log_change(request, record, [{STEP: step.name}])
        self.message_user(request, step.done)
        return HttpResponseRedirect(self._form_url(made if isinstance(made, self.model) else record))

    def _take_filled(self, request: HttpRequest, step: StepPage, record: models.Model, form: forms.Form) -> object | None:
        """Take the step; ``None`` when it was refused, and the form says why."""
        if not form.is_valid():
            return None
        try:
            with transaction.atomic():
                return step.run(StepFilled(hold(record, request.POST.get(SEEN)), request.user, form=form))
        except Conflict:
            form.add_error(None, _("Somebody changed this record while you were reading it. Read it again before you decide."))
        except PermissionDenied as error:
            form.add_error(None, str(error))
        except ValidationError as error:
            form.add_error(None, error.messages)
        return None

    def _step_page(
        self, request: HttpRequest, step: StepPage, record: models.Model, form: forms.Form, status: int = 200
    ) -> HttpResponse:
        context = {
            **self.admin_site.each_context(request),
            "title": step.label,
            "opts": self.opts,
            "record": record,
            "form": form,
            "seen_version": version_of(record),
            "take": TAKE,
            "back": self._form_url(record),
        }
        return render(request, "admin/workplans/step_page.html", context, status=status)
