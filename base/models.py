"""Abstract bases of the portal's records."""

from __future__ import annotations

from typing import ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from .parity_state import TextState as TextState


class NaturalKeyManager(models.Manager):
    """Finds a record by the key people know it by, so that fixtures name records instead of row numbers."""

    def get_by_natural_key(self, *key: object) -> models.Model:
        """The record with this key; parts left out at its end are empty."""
        names = self.model.NATURAL_KEY
        return self.get(**dict.fromkeys(names[len(key) :]), **dict(zip(names, key, strict=False)))


class NaturalKeyModel(models.Model):
    """A record that fixtures can name.

    ``NATURAL_KEY`` lists look-ups (``"framework__slug"`` reaches through a relation) that together are unique.
    """

    NATURAL_KEY: ClassVar[tuple[str, ...]] = ("slug",)

    objects = NaturalKeyManager()

    class Meta:
        abstract = True

    def natural_key(self) -> tuple[object, ...]:
        return tuple(self._follow(path) for path in self.NATURAL_KEY)

    def complete_loaded(self) -> None:
        """Fill in what fixtures do not say; ``load_content`` calls it, because a raw save fills in nothing by itself."""

    def _follow(self: Self, path: str) -> object:
        value: object = self
        for name in path.split("__"):
            value = getattr(value, name) if value is not None else None
        return value


class MergeableQuerySet(models.QuerySet):
    """Filters that read as a sentence."""

    def current(self) -> Self:
        """Without those that were merged into another one."""
        return self.filter(merged_into__isnull=True)


class MergeableModel(NaturalKeyModel):
    """A record that can be merged into another one of its kind.

    It stays, so that the merge can be undone, but is offered nowhere: lists, choices and interfaces take ``objects.current()``.
    """

    merged_into = models.ForeignKey(
        "self",
        on_delete=models.RESTRICT,  # both may go together
        null=True,
        blank=True,
        editable=False,
        related_name="merged_from",
        verbose_name=_("merged into"),
    )

    objects = NaturalKeyManager.from_queryset(MergeableQuerySet)()

    class Meta:
        abstract = True

    @property
    def standing(self) -> Self:
        """The record that stands for this one: itself, or what it was merged into in the end."""
        record = self
        while record.merged_into_id is not None:
            record = record.merged_into
        return record

    def complete_loaded(self) -> None:
        """A merge is no content: loading the record again does not undo it."""
        super().complete_loaded()
        self.merged_into_id = type(self)._base_manager.filter(pk=self.pk).values_list("merged_into", flat=True).first()
