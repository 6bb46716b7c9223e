"""A browser that reads pages straight from the application: no server, no network, inside the test's transaction."""

from __future__ import annotations

import mimetypes
from pathlib import Path
from urllib.parse import urlsplit

from django.contrib.staticfiles import finders
from django.test import Client
from playwright.sync_api import Page, Route

HOST = "http://testserver"


def connect(page: Page, client: Client) -> None:
    """Answer everything that ``page`` asks for: static files from their folders, the rest through ``client``."""

    def answer(route: Route) -> None:
        parts = urlsplit(route.request.url)
        address = f"{parts.path}?{parts.query}" if parts.query else parts.path
        if f"{parts.scheme}://{parts.netloc}" != HOST:
            route.abort()
        elif parts.path.startswith("/static/") and (found := finders.find(parts.path.removeprefix("/static/"))):
            kind = mimetypes.guess_type(found)[0] or "application/octet-stream"
            route.fulfill(body=Path(found).read_bytes(), content_type=kind)
        else:
            response = client.get(address)
            route.fulfill(status=response.status_code, body=response.content, content_type=response["Content-Type"])

    page.route("**/*", answer)
