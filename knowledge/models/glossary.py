from __future__ import annotations

from collections.abc import Iterator

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from base.models import NaturalKeyModel
from base.parity import COLUMN
from base.text import LANGUAGES, text_of


class GlossaryTerm(NaturalKeyModel):
    """The official wording of a term in each language, its short form and abbreviation, and the variants to avoid."""

    slug = models.SlugField(_("address name"), max_length=80, unique=True)
    term = models.CharField(_("official term"), max_length=200)
    short_form = models.CharField(
        _("official short form"), max_length=100, blank=True, help_text=_("Right as well, and never a variant.")
    )
    abbreviation = models.CharField(_("abbreviation"), max_length=30, blank=True)
    variants = models.TextField(_("variants to avoid"), blank=True, help_text=_("One per line."))
    note = models.TextField(_("note"), blank=True)

    class Meta:
        ordering = ["slug"]
        verbose_name = _("glossary term")
        verbose_name_plural = _("glossary terms")

    def __str__(self) -> str:
        return self.term

    def clean(self) -> None:
        """Keep the variants one per line, each once. The official wording is no variant of itself."""
        for column, official in self._wordings():
            variants = dict.fromkeys(line.strip() for line in (getattr(self, column) or "").splitlines() if line.strip())
            if contradiction := next((variant for variant in variants if variant in official), None):
                message = _("“%(wording)s” is the official wording itself: it cannot be avoided.")
                raise ValidationError({column: ValidationError(message, params={"wording": contradiction})})
            if variants:
                setattr(self, column, "\n".join(variants))

    def _wordings(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        """The column of the variants of each language, with what is official in it."""
        for language in LANGUAGES:
            column = f"variants_{COLUMN[language]}"
            yield column, tuple(text_of(self, field).in_language(language) for field in ("term", "short_form"))
