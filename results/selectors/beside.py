"""What hangs on an indicator and its figures: asked for all of it at once, since most indicators have little of it."""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache

from django.db import connection

from ..models import EvidenceFile, Indicator, IndicatorLink, IndicatorRelation, Measure, Observation, ProgressEntry, Restatement

# Written by hand, because putting ten querysets together takes longer than the database does.
STATEMENT = """
    WITH figures AS (SELECT o.id FROM {observations} o JOIN {measures} m ON m.id = o.measure_id WHERE m.indicator_id = %s),
         told AS (SELECT id, country_id FROM {entries} WHERE indicator_id = %s)
    SELECT 'events', event_id FROM {events} WHERE observation_id IN (SELECT id FROM figures)
    UNION ALL SELECT 'documents', document_id FROM {documents} WHERE observation_id IN (SELECT id FROM figures)
    UNION ALL SELECT 'activities', activity_id FROM {activities} WHERE observation_id IN (SELECT id FROM figures)
    UNION ALL SELECT 'files', id FROM {files} WHERE observation_id IN (SELECT id FROM figures)
    UNION ALL SELECT 'files', id FROM {files} WHERE entry_id IN (SELECT id FROM told)
    UNION ALL SELECT 'restatements', id FROM {restatements} WHERE observation_id IN (SELECT id FROM figures)
    UNION ALL SELECT 'restatements', id FROM {restatements} WHERE entry_id IN (SELECT id FROM told)
    UNION ALL SELECT 'country entries', id FROM told WHERE country_id IS NOT NULL
    UNION ALL SELECT 'relations', id FROM {relations} WHERE indicator_id = %s OR other_id = %s
    UNION ALL SELECT 'work', id FROM {links} WHERE indicator_id = %s
    UNION ALL SELECT 'tags', theme_id FROM {tags} WHERE indicator_id = %s
"""


def keys_beside(indicator: Indicator) -> dict[str, set[int]]:
    """The keys of these records by kind, whoever may see them: ``events``, ``documents`` … as in the statement."""
    found: dict[str, set[int]] = defaultdict(set)
    with connection.cursor() as cursor:
        cursor.execute(_statement(), [indicator.pk] * STATEMENT.count("%s"))
        for kind, key in cursor.fetchall():
            found[kind].add(key)
    return found


@lru_cache(maxsize=1)
def _statement() -> str:
    models = {
        **{"observations": Observation, "measures": Measure, "entries": ProgressEntry, "files": EvidenceFile},
        **{"restatements": Restatement, "relations": IndicatorRelation, "links": IndicatorLink},
        "tags": Indicator.cross_cutting.through,
        **{"events": Observation.events.through, "documents": Observation.documents.through},
        "activities": Observation.activities.through,
    }
    return STATEMENT.format_map({name: model._meta.db_table for name, model in models.items()})
