"""What is known of each translated text: which language changed last, and whether the other one followed."""

from __future__ import annotations

from hashlib import blake2b

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .parity_rule import Parity, Standing, essence, other
from .text import CHINESE, ENGLISH, LANGUAGES, Text

LANGUAGE_CHOICES = [(CHINESE, _("Chinese")), (ENGLISH, _("English"))]
BEHIND = {  # what to say of a text, by its state and the language that is behind
    (Parity.MISSING, CHINESE): _("Chinese missing"),
    (Parity.STALE, CHINESE): _("Chinese out of date"),
    (Parity.MISSING, ENGLISH): _("English missing"),
    (Parity.STALE, ENGLISH): _("English out of date"),
}
_SUFFIX = {CHINESE: "zh_hans", ENGLISH: "en"}


def digest_of(text: str, language: str) -> str:
    """A short mark by which a text is known again; empty for an empty text. White space makes no difference."""
    words = essence(text, language)
    return blake2b(words.encode(), digest_size=16).hexdigest() if words else ""


def token_of(text: Text) -> str:
    """A mark of both languages together, so that nobody confirms what they have not seen."""
    return "-".join(digest_of(text.in_language(language), language) for language in LANGUAGES)


class TextState(models.Model):
    """One translated field of one record. Written by ``parity_refresh``, never by hand.

    Found by number, not by a foreign key, so that it serves every translated model; they all have a number as their key.
    ``seen_*`` are marks of the texts as they were last seen (``digest_of``): a difference to what is stored is a change.
    """

    content_type = models.ForeignKey(ContentType, models.CASCADE, related_name="+")
    object_id = models.BigIntegerField()
    field = models.CharField(max_length=64)

    state = models.CharField(max_length=8, choices=Parity.choices, default=Parity.COMPLETE)
    behind = models.CharField(max_length=8, choices=LANGUAGE_CHOICES, blank=True)
    agreed_zh_hans = models.TextField(blank=True)
    agreed_en = models.TextField(blank=True)

    seen_zh_hans = models.CharField(max_length=32, blank=True)
    seen_en = models.CharField(max_length=32, blank=True)
    changed_at_zh_hans = models.DateTimeField(null=True, blank=True)
    changed_at_en = models.DateTimeField(null=True, blank=True)
    changed_by_zh_hans = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    changed_by_en = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    checked_at = models.DateTimeField(null=True, blank=True)
    checked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("state of a translation")
        verbose_name_plural = _("states of translations")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["content_type", "object_id", "field"], name="one_state_per_text"),
            models.CheckConstraint(
                condition=Q(state=Parity.COMPLETE, behind="") | ~Q(state=Parity.COMPLETE) & ~Q(behind=""),
                name="behind_unless_complete",
            ),
        ]
        indexes = [
            models.Index(fields=["content_type", "state", "behind"], condition=~Q(behind=""), name="texts_behind"),
        ]

    def __str__(self) -> str:
        return f"{self.content_type_id} {self.object_id} {self.field}: {self.state} {self.behind}".strip()

    @property
    def standing(self) -> Standing:
        """What the rule needs to know."""
        return Standing(self.agreed, Parity(self.state), self.behind)

    @standing.setter
    def standing(self, standing: Standing) -> None:
        self.agreed_zh_hans, self.agreed_en = standing.agreed.zh, standing.agreed.en
        self.state, self.behind = standing.state, standing.behind

    @property
    def agreed(self) -> Text:
        """The text as it was when its languages last agreed."""
        return Text(zh=self.agreed_zh_hans, en=self.agreed_en)

    @property
    def source(self) -> str:
        """The language that the other one has to follow; empty where they agree."""
        return other(self.behind) if self.behind else ""

    @property
    def changed_last(self) -> str:
        """The language that was changed last; empty where both were changed together, or nobody knows."""
        zh, en = self.changed_at(CHINESE), self.changed_at(ENGLISH)
        if zh == en:
            return ""
        return CHINESE if en is None or (zh is not None and zh > en) else ENGLISH

    def seen(self, language: str) -> str:
        """The mark of the text that was last seen in ``language``."""
        return getattr(self, f"seen_{_SUFFIX[language]}")

    def changed_at(self, language: str) -> object:
        """When the text was last changed in ``language``; ``None`` when nobody knows."""
        return getattr(self, f"changed_at_{_SUFFIX[language]}")

    def changed_by(self, language: str) -> object:
        """Who changed the text last in ``language``; ``None`` for the portal itself."""
        return getattr(self, f"changed_by_{_SUFFIX[language]}")

    def note_change(self, language: str, mark: str, *, at: object, by_id: int | None) -> None:
        """Keep what the text is now in ``language``, and when and by whom it was changed."""
        suffix = _SUFFIX[language]
        setattr(self, f"seen_{suffix}", mark)
        setattr(self, f"changed_at_{suffix}", at)
        setattr(self, f"changed_by_{suffix}_id", by_id)
