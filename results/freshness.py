"""Whether anything changed since a reader fetched something: known from the histories, without reading a figure."""

from __future__ import annotations

import hashlib
import time
from functools import lru_cache
from pathlib import Path

from django.db import connection
from django.http import HttpRequest

from knowledge.models import Body, Country, Document, Event, EventAttendance, Theme, Unit
from workplans.models import Activity, Deliverable, Output, WorkPlan

from .models import (
    Category,
    CountryProgress,
    EvidenceFile,
    Framework,
    FrameworkVersion,
    Indicator,
    IndicatorLink,
    IndicatorPlacement,
    IndicatorRelation,
    Measure,
    Observation,
    ProgressEntry,
    ReportingCycle,
    Restatement,
    Result,
    ScaleStep,
)

TOLD = (Observation, ProgressEntry, CountryProgress, Restatement, ReportingCycle)
NAMED = (Indicator, Measure, IndicatorPlacement, Framework, FrameworkVersion, Result, Category, ScaleStep, Country, Theme, Unit)
PLANS = (Activity, Deliverable, Output, WorkPlan)
BESIDE = (Event, EventAttendance, Document, Body, *PLANS, EvidenceFile, IndicatorLink, IndicatorRelation)


def mark_of(request: HttpRequest) -> str:
    """The mark of what ``request`` asks for, as it stands now: another address, other data, other code, another mark."""
    return _mark(request.get_full_path(), _state_of_the_data(), _state_of_the_code())


def etag_of(request: HttpRequest, *, seconds: int) -> str:
    """The same for a browser that asks again: another mark after ``seconds`` at the latest.

    For no history tells of links between records and of ``QuerySet.update``, and of two changes that overlap the one that
    began first may be the last to be seen.
    """
    return f'"{_mark(mark_of(request), int(time.time() // seconds))}"'


def _mark(*parts: object) -> str:
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:32]


def _state_of_the_data() -> list[tuple[int | None]]:
    """The number of the last change in each history, in one query."""
    with connection.cursor() as cursor:
        cursor.execute(_last_changes())
        return cursor.fetchall()


@lru_cache(maxsize=1)
def _last_changes() -> str:
    """The query; written by hand, because putting two dozen querysets together takes longer than the database does."""
    tables = (model.history.model._meta.db_table for model in (*TOLD, *NAMED, *BESIDE))
    return " UNION ALL ".join(f"SELECT MAX(history_id) FROM {table}" for table in tables)  # noqa: S608 -- our own tables


@lru_cache(maxsize=1)
def _state_of_the_code() -> float:
    """When the code that draws was last changed; a new release draws anew."""
    return max(path.stat().st_mtime for path in Path(__file__).parent.rglob("*.py"))
