"""The bodies of the programme, as a tree and one by one."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from django.db.models import QuerySet

from ..models import Body, Document


@dataclass(slots=True)
class Branch:
    """A body and what reports to it."""

    body: Body
    branches: list[Branch] = field(default_factory=list)


def hierarchy() -> list[Branch]:
    """All bodies, each once, below the one it reports to.

    Bodies that report to each other in a circle have no top; the first of them stands as one, so that none gets lost.
    """
    bodies = list(Body.objects.select_related("sector"))
    below = defaultdict(list)
    for body in bodies:
        below[body.parent_id].append(body)
    placed: set[int] = set()

    def branch(body: Body) -> Branch:
        placed.add(body.pk)
        return Branch(body, [branch(child) for child in below[body.pk] if child.pk not in placed])

    tops = [branch(body) for body in below[None]]
    return tops + [branch(body) for body in bodies if body.pk not in placed]


def with_details() -> QuerySet:
    """Bodies with what their page shows of themselves."""
    return Body.objects.select_related("parent", "sector").prefetch_related("members", "children")


def documents_endorsed_by(body: Body) -> QuerySet:
    """The published documents that a body endorsed."""
    return Document.objects.published().filter(endorsed_by=body).select_related("publisher")
