"""The rule of parity: how the two languages of one text stand to each other after a change. Pure; it knows no database."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from .text import CHINESE, ENGLISH, LANGUAGES, Text


class Parity(models.TextChoices):
    """How the two languages of a text stand to each other."""

    COMPLETE = "complete", _("complete")
    MISSING = "missing", pgettext_lazy("translation", "missing")
    STALE = "stale", _("out of date")


@dataclass(frozen=True, slots=True)
class Standing:
    """``agreed`` is the text as it was when its languages last agreed; ``behind`` is the language that has to follow, or “”."""

    agreed: Text
    state: Parity = Parity.COMPLETE
    behind: str = ""


def other(language: str) -> str:
    """The other one of the two languages."""
    return ENGLISH if language == CHINESE else CHINESE


def essence(text: str, language: str) -> str:
    """What of a text counts: how it is wrapped and indented does not, nor, in Chinese, any space at all."""
    return ("" if language == CHINESE else " ").join(text.split())


def differs(before: Text, now: Text, language: str) -> bool:
    """Whether the text was changed in ``language``, by more than white space."""
    return essence(before.in_language(language), language) != essence(now.in_language(language), language)


def step(before: Standing | None, now: Text) -> Standing:
    """The standing once the text is ``now``; ``before`` is ``None`` for a text that was never seen.

    A text seen for the first time agrees. From then on what counts is the change since the languages last agreed, however
    many times either was saved since: changed in both, they agree again; changed in one, the other is out of date; put back
    as it was, they agree. A language that is empty is missing, and agrees as soon as it is written; but when the very text
    comes back that was taken away, it is as old as it was.
    """
    written = [language for language in LANGUAGES if essence(now.in_language(language), language)]
    agreed_before = before is not None and all(essence(before.agreed.in_language(each), each) for each in LANGUAGES)
    if len(written) == 1:
        return Standing(before.agreed if agreed_before else now, Parity.MISSING, other(written[0]))
    if not written or not agreed_before:
        return Standing(now)
    changed = [language for language in LANGUAGES if differs(before.agreed, now, language)]
    if len(changed) != 1 or (before.state == Parity.MISSING and before.behind in changed):
        return Standing(now)
    return Standing(before.agreed, Parity.STALE, other(changed[0]))


def replay(texts: Iterable[Text | None]) -> Standing | None:
    """The standing after a text had all these wordings in turn; ``None`` among them says that somebody checked it there."""
    standing: Standing | None = None
    now = Text()
    for text in texts:
        if text is not None:
            now = text
            standing = step(standing, now)
        elif standing is not None and standing.state == Parity.STALE:
            standing = Standing(now)
    return standing
