"""Who writes which e-mails, and what a letter is made of.

A room registers the kinds of its e-mails when it starts (``AppConfig.ready``), each with its writer. The writer gets the
notice when it is sent and makes a letter in the active language, the reader's, about the records as they are then.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.functional import Promise

if TYPE_CHECKING:
    from .models import Notice  # which asks this file for the names of kinds


class NothingToSay(Exception):
    """Everything that the e-mail was about is gone, or no longer the reader's."""


@dataclass(frozen=True, slots=True)
class Letter:
    """An e-mail in one language: plain text, and the same as simple HTML."""

    subject: str
    text: str
    html: str


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the portal, by its title and its path."""

    title: str
    path: str

    @property
    def url(self) -> str:
        return absolute(self.path)


@dataclass(frozen=True, slots=True)
class Item:
    """A record in a letter: what it is called, where it is written, by when, and the page of the work that it belongs to."""

    title: str
    path: str
    due_on: date | None
    belongs_to: Page

    @property
    def url(self) -> str:
        return absolute(self.path)


Writer = Callable[["Notice"], Letter]


@dataclass(frozen=True, slots=True)
class _Kind:
    writer: Writer
    label: str | Promise


_kinds: dict[str, _Kind] = {}


def register(kind: str, writer: Writer, label: str | Promise) -> None:
    """Have ``writer`` write the e-mails of a kind; ``label`` is what the kind is called in the outbox.

    The writer raises ``NothingToSay`` when nothing is left. Two rooms that give a kind the same name are refused.
    """
    if kind in _kinds and _kinds[kind].writer is not writer:
        raise ValueError(f"e-mails of the kind {kind!r} have a writer already")
    _kinds[kind] = _Kind(writer, label)


def write(notice: Notice) -> Letter:
    """The letter of a notice in the active language. Raises ``NothingToSay``, and ``LookupError`` where nobody writes its kind."""
    if notice.kind not in _kinds:
        raise LookupError(f"nobody writes e-mails of the kind {notice.kind!r}")
    return _kinds[notice.kind].writer(notice)


def label_of(kind: str) -> str:
    """What a kind is called; one that nobody writes any longer keeps its plain name."""
    return str(_kinds[kind].label) if kind in _kinds else kind


def compose(template: str, context: dict[str, object]) -> Letter:
    """A letter from two templates: ``template``.txt, whose first line is the subject, and ``template``.html."""
    subject, _, text = render_to_string(f"{template}.txt", context).strip().partition("\n")
    html = render_to_string(f"{template}.html", {**context, "subject": subject.strip()})
    return Letter(subject.strip(), re.sub(r"\n{3,}", "\n\n", text.strip()) + "\n", html)


def absolute(path: str) -> str:
    """An address that works outside the portal."""
    return settings.SITE_URL.rstrip("/") + path
