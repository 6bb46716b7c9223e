"""Putting figures into texts, when they are shown. Nothing resolved is ever stored."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterable, Sequence
from itertools import chain
from typing import TypeVar

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext, override

from base.dates import format_period
from base.text import CHINESE, ENGLISH, LANGUAGES, Text, text_of

from ..models import Observation
from .figures import Figures, look_up
from .grammar import Found, Reference, parse
from .saying import say

Shown = TypeVar("Shown", bound=models.Model)


class FiguresInTexts:
    """Many texts and what their references refer to, looked up once for all of them.

    Figures of indicators that no public framework shows are told only to those who may see ``everything``; else they are
    “not available”, as is a figure that is gone.
    """

    def __init__(self, texts: Iterable[Text], *, everything: bool = False) -> None:
        self._texts = list(texts)
        self._found = [{language: list(parse(text.in_language(language))) for language in LANGUAGES} for text in self._texts]
        every = chain.from_iterable(chain.from_iterable(both.values()) for both in self._found)
        self._figures = look_up(each.reference for each in every if each.reference)
        self._everything = everything

    def plain(self) -> list[Text]:
        """The texts with their figures."""
        return self._written(linked=False)

    def linked(self) -> list[Text]:
        """The texts with their figures, each a Markdown link to its indicator's page."""
        return self._written(linked=True)

    def _written(self, *, linked: bool) -> list[Text]:
        def write_in(text: Text, both: dict[str, list[Found]], language: str) -> str:
            def one(each: Found) -> str:
                return write(each.reference, self._figures, language, linked=linked, everything=self._everything)

            return put_in(text.in_language(language), both[language], one)

        return [
            Text(zh=write_in(text, both, CHINESE), en=write_in(text, both, ENGLISH))
            for text, both in zip(self._texts, self._found, strict=True)
        ]


def resolve(texts: Iterable[Text], *, everything: bool = False) -> list[Text]:
    """These texts with their live figures, by a constant number of queries for all of them."""
    return FiguresInTexts(texts, everything=everything).plain()


def records_with_figures(records: Iterable[Shown]) -> list[Shown]:
    """Copies of these records whose live texts hold their figures: to be read, never to be saved."""
    copies = [copy.copy(record) for record in records]
    places = [(record, name) for record in copies for name in record.LIVE_TEXTS]
    for (record, name), text in zip(places, resolve(text_of(*place) for place in places), strict=True):
        setattr(record, f"{name}_zh_hans", text.zh)
        setattr(record, f"{name}_en", text.en)
    return copies


def put_in(text: str, found: Sequence[Found], write_one: Callable[[Found], str]) -> str:
    """The text with something else in the place of each reference."""
    parts, end = [], 0
    for each in found:
        parts += [text[end : each.start], write_one(each)]
        end = each.end
    return "".join([*parts, text[end:]])


def write(reference: Reference | None, figures: Figures, language: str, *, linked: bool = False, everything: bool = False) -> str:
    """One reference as ``language`` writes its figure. One that is written wrongly refers to nothing that is available."""
    known = reference is not None and (everything or figures.is_public(reference))
    observation = figures.figure(reference) if known else None
    said = say(observation, reference).in_language(language)
    if observation is None or not linked or not figures.is_public(reference):
        return said
    with override(language):
        address = reverse("results:indicator", args=[figures.indicator(reference).code])
        title = _title(reference, observation, language)
    words = " ".join(said.split()).replace("[", r"\[").replace("]", r"\]")
    return f'[{words}]({address} "{title}")'


def _title(reference: Reference, observation: Observation, language: str) -> str:
    """What the figure is: code, measure, place and part, period. Called in ``language``."""
    parts = [
        observation.measure.indicator.code,
        observation.measure.name,
        observation.country.name if observation.country_id else "",
        observation.get_sex_display() if observation.sex else "",
        gettext("target") if reference.is_target else "",
        gettext("worked out from several figures") if observation.pk is None else "",
        format_period(observation.period_start, observation.period_end, language),
    ]
    return " · ".join(filter(None, parts)).replace('"', "”").replace("\n", " ")
