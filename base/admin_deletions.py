"""Deleting in the admin takes away only what the person saw: a record that moved on since is shown again first."""

from __future__ import annotations

from django.contrib import admin
from django.contrib.admin.actions import delete_selected
from django.contrib.admin.options import TO_FIELD_VAR
from django.contrib.admin.utils import unquote
from django.contrib.messages import ERROR
from django.db import models, transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _

from .forms import SEEN
from .versions import Conflict, hold, version_of, versions_where


class DeletionsMixin:
    """The page that asks whether to delete carries the version of each record, and a confirmation with an older one is refused."""

    def delete_view(self, request: HttpRequest, object_id: str, extra_context: dict | None = None) -> HttpResponse:
        to_field = request.POST.get(TO_FIELD_VAR, request.GET.get(TO_FIELD_VAR))
        record = self.get_object(request, unquote(object_id), to_field) if self._may_name(request, to_field) else None
        if request.method != "POST":  # the version is read before what the page shows, so that it is never newer
            seen = version_of(record) if record else ""
            return super().delete_view(request, object_id, {SEEN: seen, **(extra_context or {})})
        with transaction.atomic():
            if record and self.has_delete_permission(request, record):
                try:
                    hold(record, request.POST.get(SEEN))
                except Conflict as conflict:
                    text = _("%(what)s Nothing is deleted: look at it again before you do.") % {"what": conflict}
                    self.message_user(request, text, ERROR)
                    return HttpResponseRedirect(request.get_full_path())
            if record is None and request.POST and self.has_delete_permission(request):  # both wanted the same
                return admin.ModelAdmin._get_obj_does_not_exist_redirect(self, request, self.opts, object_id)
            return super().delete_view(request, object_id, extra_context)

    def get_actions(self, request: HttpRequest) -> dict[str, tuple]:
        actions = super().get_actions(request)
        if "delete_selected" in actions:
            _function, name, description = actions["delete_selected"]
            actions[name] = (delete_unchanged, name, description)
        return actions

    def _may_name(self, request: HttpRequest, to_field: str | None) -> bool:
        return not to_field or self.to_field_allowed(request, to_field)


@transaction.atomic
def delete_unchanged(modeladmin: admin.ModelAdmin, request: HttpRequest, queryset: QuerySet) -> HttpResponse | None:
    """Django's action of the list, for records that are as the page that asked showed them; all of them or none."""
    seen = dict(each.split(":", 1) for each in request.POST.getlist(SEEN) if ":" in each)
    if request.POST.get("post") and (changed := [record for record in queryset if _moved_on(record, seen.get(str(record.pk)))]):
        names = ", ".join(str(record) for record in changed)
        text = _("Somebody saved this after you opened the page: %(names)s. Nothing is deleted: look at it again before you do.")
        modeladmin.message_user(request, text % {"names": names}, ERROR)
        request.POST = request.POST.copy()
        del request.POST["post"]  # so that the page asks again
    now = versions_where(modeladmin.model, **{f"{modeladmin.opts.pk.attname}__in": queryset.values("pk")})
    response = delete_selected(modeladmin, request, queryset.all())
    if response is not None:
        response.context_data["versions"] = [
            f"{record.pk}:{now.get(record.pk, '')}" for record in response.context_data["queryset"]
        ]
    return response


def _moved_on(record: models.Model, seen: str | None) -> bool:
    try:
        hold(record, seen)
    except Conflict:
        return True
    return False
