"""The drop-downs of a plan's workbook: records outside the plan, by what names them for people."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from functools import cached_property

from django.db import models

from accounts.models import User
from base.text import Text, text_of
from base.workbooks.shapes import Choice
from knowledge.models import Body, Country, Document, Event, FundingOpportunity, Organisation, Theme, Unit
from knowledge.selectors.organisations import OrganisationNames

NAMED = {Body: "name", Country: "name", Organisation: "name", Theme: "name", Unit: "name"}
TITLED = {Document: "title", Event: "title", FundingOpportunity: "title"}
KEYS = {Country: "iso3", User: "username"}  # all others are named by their slugs
LISTED = (*NAMED, *TITLED, User)


def key_name(model: type[models.Model]) -> str:
    """The field that names a record of another room."""
    return KEYS.get(model, "slug")


class Lists:
    """The lines of the drop-downs, each read once for a workbook."""

    def __init__(self) -> None:
        self._choices: dict[type[models.Model], tuple[Choice, ...]] = {}

    def choices(self, model: type[models.Model]) -> tuple[Choice, ...]:
        """The lines from which a record of this model is chosen."""
        if model not in self._choices:
            self._choices[model] = _told_apart([Choice(str(getattr(each, key_name(model))), _label(each)) for each in _all(model)])
        return self._choices[model]

    def find(self, model: type[models.Model]) -> Callable[[str], str] | None:
        """How a record is found that is not written as its line says; only organisations have many names."""
        return self._organisation if model is Organisation else None

    def _organisation(self, text: str) -> str:
        return self._names.require(text).slug

    @cached_property
    def _names(self) -> OrganisationNames:
        return OrganisationNames.load()


def _all(model: type[models.Model]) -> models.QuerySet:
    if model is User:
        return User.objects.filter(is_active=True).order_by("username")
    return model.objects.current() if model is Organisation else model.objects.all()


def _label(record: models.Model) -> Text:
    if isinstance(record, User):
        name = record.get_full_name()
        return Text(zh=name or record.username, en=record.username)
    model = type(record)
    return text_of(record, NAMED[model] if model in NAMED else TITLED[model])


def _told_apart(choices: list[Choice]) -> tuple[Choice, ...]:
    """Lines that would read the same get the record's key after them."""
    often = Counter(choice.shown for choice in choices)
    return tuple(
        Choice(choice.code, Text(zh=choice.label.zh, en=f"{choice.label.en} [{choice.code}]".strip()))
        if often[choice.shown] > 1 or not choice.shown
        else choice
        for choice in choices
    )
