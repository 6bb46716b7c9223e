"""The check of numbers on save: what Chinese and English say differently, in the reader's language."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .numbers import Disagreement, Reason, disagreements
from .text import Text
from .text_checks import TextWarning

KIND = "numbers"
WHY = {
    Reason.VALUE: gettext_lazy("the numbers differ"),
    Reason.KIND: gettext_lazy("the same figure, but counted as another thing"),
    Reason.SCALE: gettext_lazy("the same digits, but another power of ten"),
    Reason.CURRENCY: gettext_lazy("the currencies differ"),
    Reason.SIGN: gettext_lazy("only one of them has a minus"),
    Reason.COUNT: gettext_lazy("each stands more often in one language than in the other"),
    Reason.MISSING: gettext_lazy("no such number in the other language"),
}


def describe(found: Disagreement) -> str:
    """One disagreement as a sentence that quotes the numbers as they are written."""
    if found.zh and found.en:
        return _("Chinese says “%(zh)s”, English says “%(en)s”: %(why)s.") % {
            "zh": found.zh.words, "en": found.en.words, "why": WHY[found.reason],
        }  # fmt: skip
    closest = found.closest.words if found.closest else ""
    if found.zh:
        if closest:
            return _("Chinese says “%(zh)s”, English has no such number; the closest is “%(closest)s”.") % {
                "zh": found.zh.words, "closest": closest,
            }  # fmt: skip
        return _("Chinese says “%(zh)s”, English has no such number.") % {"zh": found.zh.words}
    words = found.en.words if found.en else ""
    if closest:
        return _("English says “%(en)s”, Chinese has no such number; the closest is “%(closest)s”.") % {
            "en": words, "closest": closest,
        }  # fmt: skip
    return _("English says “%(en)s”, Chinese has no such number.") % {"en": words}


def check_numbers(record: models.Model, field: str, text: Text) -> Iterator[TextWarning]:
    """A warning for each pair of numbers that do not agree in one field of a record."""
    name = capfirst(record._meta.get_field(field).verbose_name)
    for found in disagreements(text.zh, text.en):
        yield TextWarning(field, KIND, _("%(field)s: %(finding)s") % {"field": name, "finding": describe(found)})
