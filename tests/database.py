"""The tests' database: made with all its content once, and copied for each run and worker.

Migrating and loading take most of a minute, copying takes none. PostgreSQL copies a database that nobody is connected to, so the
pattern is named after what it is made of, and made again when that changes.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg2
from django.core.management import call_command
from django.db import connection
from psycopg2 import sql

ROOT = Path(__file__).resolve().parents[1]
MADE_OF = (
    "*/migrations/*.py",
    "fixtures/**/*.yaml",
    "base/content.py",
    "base/parity*.py",
    "*/translation.py",
    "carec_portal/roles.py",
)
PREFIX = "portal_pattern_"
MAKING = 20_260_101  # the lock's number; any will do as long as it stays


def pattern_name() -> str:
    """The pattern's name: the same content and tables give the same name."""
    digest = hashlib.sha256()
    for path in sorted(path for pattern in MADE_OF for path in ROOT.glob(pattern)):
        digest.update(path.relative_to(ROOT).as_posix().encode() + path.read_bytes())
    return PREFIX + digest.hexdigest()[:12]


@contextmanager
def server(*, alone: bool) -> Iterator[psycopg2.extensions.cursor]:
    """A cursor outside every transaction; ``alone`` keeps others from the patterns meanwhile."""
    settings = connection.settings_dict
    where = {"host": settings["HOST"], "port": settings["PORT"] or 5432, "user": settings["USER"], "password": settings["PASSWORD"]}
    admin = psycopg2.connect(dbname="postgres", **where)
    admin.autocommit = True
    try:
        with admin.cursor() as cursor:
            if alone:
                cursor.execute("SELECT pg_advisory_lock(%s)", [MAKING])
            yield cursor
    finally:
        admin.close()


def copy_pattern(name: str) -> None:
    """Make the database ``name`` as a copy of the pattern, and the pattern first where it is not there yet."""
    pattern = pattern_name()
    with server(alone=True) as cursor:
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [pattern])
        if cursor.fetchone() is None:
            _make(cursor, pattern)
        _drop(cursor, name)
        cursor.execute(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), sql.Identifier(pattern)))


def drop(name: str) -> None:
    """Take the database away, whoever is still connected."""
    with server(alone=False) as cursor:
        _drop(cursor, name)


def _make(cursor: psycopg2.extensions.cursor, pattern: str) -> None:
    cursor.execute("SELECT datname FROM pg_database WHERE datname LIKE %s", [PREFIX + "%"])
    for (older,) in cursor.fetchall():
        _drop(cursor, older)
    unfinished = f"{PREFIX}unfinished"
    cursor.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(unfinished)))
    connection.close()
    before, connection.settings_dict["NAME"] = connection.settings_dict["NAME"], unfinished
    try:
        call_command("migrate", verbosity=0)
        call_command("load_content", samples=True, verbosity=0)
        call_command("sync_roles", verbosity=0)
    finally:
        connection.close()
        connection.settings_dict["NAME"] = before
    cursor.execute(sql.SQL("ALTER DATABASE {} RENAME TO {}").format(sql.Identifier(unfinished), sql.Identifier(pattern)))


def _drop(cursor: psycopg2.extensions.cursor, name: str) -> None:
    cursor.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))
