"""Everything that waits for the reader in work plans."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from .. import rules
from ..selectors.mine import mine_of


@never_cache
@login_required
@require_safe
def show_mine(request: HttpRequest) -> HttpResponse:
    """What the reader is to evaluate, to review and to do."""
    if not rules.may_see_rounds(request.user):
        raise PermissionDenied
    return render(request, "workplans/mine.html", {"mine": mine_of(request.user)})
