"""The views of the register that people keep: made, renamed, shared and deleted by their owners alone."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ..forms.saved_view import SavedViewForm
from ..models import SavedView


@login_required
def manage_views(request: HttpRequest) -> HttpResponse:
    """The person's own views with the ways to change them; a form sent here makes a new one."""
    form = SavedViewForm(request.POST or None, owner=request.user)
    if request.method == "POST" and form.is_valid():
        view = form.save()
        messages.success(request, _("The view “%(name)s” is kept.") % {"name": view.name})
        return redirect(f"{reverse('workplans:register')}?{view.query}")
    return _show(request, new=form if request.method == "POST" else None)


@require_POST
@login_required
def change_view(request: HttpRequest, pk: int) -> HttpResponse:
    """Rename, share or delete one of the person's own views."""
    view = get_object_or_404(SavedView, pk=pk, owner=request.user)
    if "delete" in request.POST:
        view.delete()
        messages.success(request, _("The view “%(name)s” is deleted.") % {"name": view.name})
        return redirect("workplans:saved_views")
    form = SavedViewForm(request.POST, instance=view, owner=request.user)
    if not form.is_valid():
        return _show(request, changed=form)
    form.save()
    messages.success(request, _("The view “%(name)s” is kept.") % {"name": form.instance.name})
    return redirect("workplans:saved_views")


def _show(request: HttpRequest, *, new: SavedViewForm | None = None, changed: SavedViewForm | None = None) -> HttpResponse:
    """The page; a form that could not be taken stands in it with what was typed."""
    views = SavedView.objects.filter(owner=request.user)
    forms = [
        changed if changed and changed.instance.pk == view.pk else SavedViewForm(instance=view, owner=request.user)
        for view in views
    ]
    response = render(request, "workplans/saved_views.html", {"forms": forms, "new": new})
    add_never_cache_headers(response)
    return response
