"""A portal of its own for a measurement: an empty directory, SQLite, all the content."""

from __future__ import annotations

import io
import os
import secrets
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


@contextmanager
def own_portal(*, database: str = "") -> Iterator[Path]:
    """Django, set up on a new database with the content of ``fixtures/``; gone at the end. Yields its directory.

    ``database`` is the address of an empty one on a server; without it there is a file of SQLite.
    """
    with tempfile.TemporaryDirectory(prefix="portal-bench-") as folder:
        for name in ("DATABASE_URL", "REDIS_URL"):
            os.environ.pop(name, None)
        if database:
            os.environ["DATABASE_URL"] = database
        os.environ |= {"PORTAL_VAR": folder, "SECRET_KEY": secrets.token_hex(), "DJANGO_SETTINGS_MODULE": "carec_portal.settings"}
        sys.path.insert(0, str(ROOT))
        import django
        from django.core.management import call_command

        django.setup()
        call_command("migrate", verbosity=0)
        call_command("load_content", samples=True, stdout=io.StringIO())
        yield Path(folder)
