"""Evidence is handed out one file at a time, each after asking whether this person may have it."""

from __future__ import annotations

from pathlib import PurePath

from django.http import FileResponse, Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.cache import add_never_cache_headers
from django.views.decorators.http import require_safe

from knowledge.views.files import CONTENT_TYPES

from .. import rules
from ..models import EvidenceFile


@require_safe
def give_evidence(request: HttpRequest, pk: int) -> FileResponse:
    """A file behind a figure or an entry; not found is also the answer to who may not know that it is there."""
    files = EvidenceFile.objects.select_related("entry__cycle", "observation__measure")
    evidence = get_object_or_404(files, pk=pk)
    suffix = PurePath(evidence.file.name or "").suffix.lower()
    if suffix not in CONTENT_TYPES or not rules.may_read_evidence(request.user, evidence):
        raise Http404
    try:
        content = evidence.file.open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
    name = PurePath(evidence.file.name).name
    response = FileResponse(content, as_attachment=True, filename=name, content_type=CONTENT_TYPES[suffix])
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    add_never_cache_headers(response)
    return response
