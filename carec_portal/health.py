"""Is the process alive, and can it do its work?"""

from __future__ import annotations

from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse

from .celery import app


def healthz(request: HttpRequest) -> HttpResponse:
    """The process answers."""
    return HttpResponse("ok", content_type="text/plain")


def readyz(request: HttpRequest) -> JsonResponse:
    """Database, broker and storage each answer; 503 when one does not. Says which, never why (that is in the log)."""
    checks = {"database": _database, "broker": _broker, "storage": _storage}
    found = {name: _works(check) for name, check in checks.items()}
    return JsonResponse(found, status=200 if all(found.values()) else 503)


def _works(check: object) -> bool:
    try:
        check()
    except Exception:  # whatever is wrong, the answer is "not ready"
        return False
    return True


def _database() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


def _broker() -> None:
    with app.connection_for_write(connect_timeout=2) as broker:
        broker.ensure_connection(max_retries=1, timeout=2)


def _storage() -> None:
    storage = storages["reports"]
    storage.delete(storage.save(".ready", ContentFile(b"")))
