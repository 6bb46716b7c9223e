"""The pages of parity in the admin: the board, and the button “translation checked”."""

from __future__ import annotations

from django.contrib import admin, messages
from django.contrib.admin.utils import quote
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from .parity_board import Asked, Board
from .parity_checking import mark_checked
from .parity_rule import Parity
from .parity_state import BEHIND, LANGUAGE_CHOICES, TextState


@require_safe
def board(request: HttpRequest) -> HttpResponse:
    """What is missing or out of date, by kind of record, with filters; the person sees what their admin shows them."""
    asked = Asked(**{name: request.GET.get(name, "") for name in ("room", "kind", "language", "state")})
    shown = Board(request, asked)
    context = {
        **admin.site.each_context(request),
        "title": _("Parity of the languages"),
        "board": shown,
        "cells": BEHIND.values(),
        "asked": asked,
        "page_obj": shown.page(request.GET.get("page")),
        "rooms": list(dict.fromkeys((kind.room, kind.room_label) for kind in shown.kinds)),
        "languages": LANGUAGE_CHOICES,
        "states": [(state.value, state.label) for state in (Parity.MISSING, Parity.STALE)],
    }
    return TemplateResponse(request, "admin/parity/board.html", context)


@require_POST
def checked(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a translation as checked; for those who may change the record."""
    state = get_object_or_404(TextState.objects.select_related("content_type"), pk=pk)
    model = state.content_type.model_class()
    model_admin = admin.site._registry.get(model)
    record = model_admin.get_object(request, str(state.object_id)) if model_admin is not None else None
    if record is None:
        raise Http404
    if not model_admin.has_change_permission(request, record):
        raise PermissionDenied
    label = model._meta.get_field(state.field).verbose_name
    try:
        mark_checked(state=state, by=request.user, token=request.POST.get("token", ""))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        done = _("Translation checked: %(field)s") % {"field": label}
        model_admin.log_change(request, record, done)
        messages.success(request, done)
    address = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(address, {request.get_host()}, require_https=request.is_secure()):
        opts = model._meta
        address = reverse(f"admin:{opts.app_label}_{opts.model_name}_change", args=[quote(record.pk)])
    return redirect(address)
