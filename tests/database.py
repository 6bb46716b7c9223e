"""The tests' database: made with all its content once, and copied for each run and worker.

Migrating takes most of a minute, loading some seconds, copying none: tables and content are a pattern each. PostgreSQL
copies a database that nobody is connected to, so a pattern is named after what it is made of, and made again when that
changes.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg2
from django.core.management import call_command
from django.db import connection
from psycopg2 import sql

ROOT = Path(__file__).resolve().parents[1]
TABLES_OF = ("*/migrations/*.py",)
MADE_OF = (
    *TABLES_OF,
    "fixtures/**/*.yaml",
    "base/content.py",
    "base/parity*.py",
    "*/translation.py",
    "carec_portal/roles.py",
)
PREFIX, TABLES_PREFIX = "portal_pattern_", "portal_tables_"
MAKING = 20_260_101  # the lock's number; any will do as long as it stays


def pattern_name() -> str:
    """The pattern's name: the same content and tables give the same name."""
    return PREFIX + _digest(MADE_OF)


def _digest(patterns: tuple[str, ...]) -> str:
    digest = hashlib.sha256()
    for path in sorted(path for pattern in patterns for path in ROOT.glob(pattern)):
        digest.update(path.relative_to(ROOT).as_posix().encode() + path.read_bytes())
    return digest.hexdigest()[:12]


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
        if not _exists(cursor, pattern):
            tables = TABLES_PREFIX + _digest(TABLES_OF)
            if not _exists(cursor, tables):
                _make(cursor, tables, TABLES_PREFIX, "template1", _migrate)
            _make(cursor, pattern, PREFIX, tables, _fill)
        _drop(cursor, name)
        _copy(cursor, pattern, name)


def drop(name: str) -> None:
    """Take the database away, whoever is still connected."""
    with server(alone=False) as cursor:
        _drop(cursor, name)


def _migrate() -> None:
    call_command("migrate", verbosity=0)


def _fill() -> None:
    call_command("load_content", samples=True, verbosity=0)
    call_command("sync_roles", verbosity=0)


def _make(cursor: psycopg2.extensions.cursor, pattern: str, prefix: str, base: str, work: Callable[[], None]) -> None:
    """A copy of ``base`` with ``work`` done in it takes the place of the patterns with this prefix."""
    cursor.execute("SELECT datname FROM pg_database WHERE datname LIKE %s", [prefix + "%"])
    for (older,) in cursor.fetchall():
        _drop(cursor, older)
    unfinished = f"{prefix}unfinished"
    _copy(cursor, base, unfinished)
    connection.close()
    before, connection.settings_dict["NAME"] = connection.settings_dict["NAME"], unfinished
    try:
        work()
    finally:
        connection.close()
        connection.settings_dict["NAME"] = before
    cursor.execute(sql.SQL("ALTER DATABASE {} RENAME TO {}").format(sql.Identifier(unfinished), sql.Identifier(pattern)))


def _exists(cursor: psycopg2.extensions.cursor, name: str) -> bool:
    cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
    return cursor.fetchone() is not None


def _copy(cursor: psycopg2.extensions.cursor, pattern: str, name: str) -> None:
    cursor.execute(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), sql.Identifier(pattern)))


def _drop(cursor: psycopg2.extensions.cursor, name: str) -> None:
    cursor.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))
