"""Whether anything changed since a reader fetched something: known from the histories, without reading a figure."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from pathlib import Path

from django.db.models import CharField, Max, QuerySet, Value
from django.http import HttpRequest

from knowledge.models import Country, Theme, Unit

from .models import (
    Category,
    CountryProgress,
    Framework,
    FrameworkVersion,
    Indicator,
    IndicatorPlacement,
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


def etag_of(request: HttpRequest) -> str:
    """The mark of what ``request`` asks for, as it stands now: another address, other data, other code, another mark."""
    parts = (request.get_full_path(), _state_of_the_data(), _state_of_the_code())
    return f'"{hashlib.sha256(repr(parts).encode()).hexdigest()[:32]}"'


def _state_of_the_data() -> list[tuple[str, int | None]]:
    """The number of the last change in each history, in one query."""
    last, *others = (_last_change(model.history.model.objects.order_by(), model.__name__) for model in (*TOLD, *NAMED))
    return sorted(last.union(*others, all=True).values_list("of", "last"))


def _last_change(history: QuerySet, name: str) -> QuerySet:
    return history.annotate(of=Value(name, output_field=CharField())).values("of").annotate(last=Max("history_id"))


@lru_cache(maxsize=1)
def _state_of_the_code() -> float:
    """When the code that draws was last changed; a new release draws anew."""
    return max(path.stat().st_mtime for path in Path(__file__).parent.rglob("*.py"))
