"""Files are handed out one by one, each after asking whether this person may have it; no folder of them is served."""

from __future__ import annotations

from pathlib import PurePath

from django.db.models.fields.files import FieldFile
from django.http import FileResponse, Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.cache import add_never_cache_headers
from django.views.decorators.http import require_safe

from .. import rules
from ..models import DocumentFile, EventMaterial, Resource

CONTENT_TYPES = {
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
}


@require_safe
def download_document(request: HttpRequest, pk: int) -> FileResponse:
    """One language version of a document."""
    version = get_object_or_404(DocumentFile.objects.select_related("document"), pk=pk)
    return _hand_out(request, version.document, version.file, f"{version.document.slug}.{version.language}")


@require_safe
def download_material(request: HttpRequest, pk: int) -> FileResponse:
    """Slides, an agenda or another paper of an event."""
    material = get_object_or_404(EventMaterial.objects.select_related("event"), pk=pk)
    return _hand_out(request, material.event, material.file, f"{material.event.slug}.{material.kind}-{material.order}")


def _hand_out(request: HttpRequest, entry: Resource, file: FieldFile, name: str) -> FileResponse:
    """``file`` as a download called ``name``; not found is also the answer to who may not know that it is there."""
    suffix = PurePath(file.name or "").suffix.lower()
    if suffix not in CONTENT_TYPES or not (entry.is_published or rules.may_preview(request.user, type(entry))):
        raise Http404
    try:
        content = file.open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
    response = FileResponse(content, as_attachment=True, filename=f"{name}{suffix}", content_type=CONTENT_TYPES[suffix])
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    if not entry.is_published:
        add_never_cache_headers(response)
    return response
