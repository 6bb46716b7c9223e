"""Questions about themes."""

from __future__ import annotations

from collections import defaultdict

from django.db.models import F, QuerySet

from ..enums import PublicationState, ThemeKind
from ..models import MeetingOutcome, Theme


def with_everything_below(theme: Theme) -> set[int]:
    """The primary keys of a theme and of everything that is part of it, at any depth."""
    children = defaultdict(list)
    for pk, parent in Theme.objects.order_by().values_list("pk", "parent_id"):
        children[parent].append(pk)
    found, waiting = set(), [theme.pk]
    while waiting:
        pk = waiting.pop()
        if pk not in found:
            found.add(pk)
            waiting.extend(children[pk])
    return found


def by_kind() -> dict[str, list[Theme]]:
    """All themes below what their kinds are called, in the order of the kinds; a kind without themes is left out."""
    found = {kind: [] for kind in ThemeKind}
    for theme in Theme.objects.all():
        found[ThemeKind(theme.kind)].append(theme)
    return {str(kind.label): themes for kind, themes in found.items() if themes}


def outcomes_on(theme: Theme) -> QuerySet:
    """What published meetings decided on a theme or anything below it, the newest meeting first."""
    return (
        MeetingOutcome.objects.filter(theme__in=with_everything_below(theme), event__state=PublicationState.PUBLISHED)
        .select_related("event", "theme")
        .order_by(F("event__starts_on").desc(nulls_last=True), "event__slug", "order")
    )
