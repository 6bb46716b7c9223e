"""What is told beside a text that is out of date: which language changed, when, by whom, and what moved in it since."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.models import AbstractBaseUser
from django.db import models

from .parity import columns_of
from .parity_diff import Piece, pieces_between
from .parity_refresh import stored_texts
from .parity_rule import Parity
from .parity_selectors import WHO, states_of
from .parity_state import BEHIND, TextState, token_of
from .text import CHINESE, Text


@dataclass(frozen=True, slots=True)
class Note:
    """The state of one text, for people. ``pieces`` is what moved in ``source``; empty unless the other language is out of date."""

    state: TextState
    label: str
    text: Text
    pieces: tuple[Piece, ...]
    token: str

    @property
    def source(self) -> str:
        """The language that changed."""
        return self.state.source

    @property
    def behind(self) -> str:
        """The language that has to follow."""
        return self.state.behind

    @property
    def original(self) -> str:
        """The text that the other language has to follow."""
        return self.text.in_language(self.source)

    @property
    def translation(self) -> str:
        """The text that is behind, as it is."""
        return self.text.in_language(self.behind)

    @property
    def changed_at(self) -> datetime | None:
        """When the source was last changed."""
        return self.state.changed_at(self.source)

    @property
    def changed_by(self) -> AbstractBaseUser | None:
        """Who changed the source last; ``None`` for the portal."""
        return self.state.changed_by(self.source)

    @property
    def is_stale(self) -> bool:
        """Whether the other language is out of date, not missing."""
        return self.state.state == Parity.STALE

    @property
    def badge(self) -> str:
        """In two or three words, what is behind."""
        return str(BEHIND[Parity(self.state.state), self.behind])

    @property
    def column(self) -> str:
        """The column, and field of the form, that is to be written."""
        return columns_of(self.state.field)[0 if self.behind == CHINESE else 1]


def note_of(state: TextState, model: type[models.Model], text: Text) -> Note:
    """What there is to say of a text that is ``text`` now and stands as ``state`` says."""
    moved: list[Piece] = []
    if state.state == Parity.STALE:
        moved = pieces_between(state.agreed.in_language(state.source), text.in_language(state.source), state.source)
    label = str(model._meta.get_field(state.field).verbose_name)
    return Note(state, label, text, tuple(moved), token_of(text))


def notes_of(records: Iterable[models.Model]) -> dict[models.Model, dict[str, Note]]:
    """For each record the notes on its texts that are out of date, or were checked, by field.

    One query for all states, and one more for each kind of record that has something to tell. The texts come from the
    database: a form that could not be saved holds what was typed.
    """
    by_key = {(type(record), record.pk): record for record in records}
    told: dict[type[models.Model], list[TextState]] = defaultdict(list)
    wanted = models.Q(state=Parity.STALE) | models.Q(state=Parity.COMPLETE, checked_at__isnull=False)
    for state in states_of(by_key.values()).filter(wanted).select_related("content_type", *WHO):
        told[state.content_type.model_class()].append(state)
    notes: dict[models.Model, dict[str, Note]] = defaultdict(dict)
    for model, states in told.items():
        texts = stored_texts(model, {state.object_id for state in states})
        for state in states:
            if state.object_id in texts:
                text = texts[state.object_id][state.field]
                notes[by_key[model, state.object_id]][state.field] = note_of(state, model, text)
    return notes
