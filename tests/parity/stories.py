"""What the tests of parity ask again and again."""

from __future__ import annotations

from django.contrib.contenttypes.models import ContentType
from django.db import models

from base.models import TextState
from knowledge.models import Event
from tests.knowledge import builders


def state_of(record: models.Model, field: str) -> TextState:
    """The state of one text, read anew."""
    content_type = ContentType.objects.get_for_model(type(record))
    return TextState.objects.get(content_type=content_type, object_id=record.pk, field=field)


def standing(record: models.Model, field: str = "summary") -> tuple[str, str]:
    """How a text stands, and which language is behind."""
    state = state_of(record, field)
    return state.state, state.behind


def event(**fields: object) -> Event:
    """An event whose summary is there in both languages."""
    return builders.event(**{"summary_en": "Trained 230 nurses.", "summary_zh_hans": "培训护士230名。"} | fields)


def stale_event(**fields: object) -> Event:
    """An event whose English summary was changed after it was translated."""
    made = event(**fields)
    made.summary_en = "Trained 320 nurses."
    made.save()
    return made
