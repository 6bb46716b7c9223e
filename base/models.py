"""Abstract bases of the portal's records."""

from __future__ import annotations

from typing import ClassVar, Self

from django.db import models

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

    def _follow(self: Self, path: str) -> object:
        value: object = self
        for name in path.split("__"):
            value = getattr(value, name) if value is not None else None
        return value
