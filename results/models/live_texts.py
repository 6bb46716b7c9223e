from __future__ import annotations

from collections.abc import Collection
from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models

from base.parity import COLUMN
from base.text import text_of


class LiveTexts(models.Model):
    """Has texts in which ``{{ CODE:measure@period }}`` stands for a figure (``results/references/``).

    A reference to nothing is an error of the very column that holds it, wherever the record is checked: in forms, in
    services, in what is brought in from files.
    """

    LIVE_TEXTS: ClassVar[tuple[str, ...]] = ()

    class Meta:
        abstract = True

    def clean_fields(self, exclude: Collection[str] | None = None) -> None:
        from ..references import faults_of  # it reads the models of this package

        errors: dict[str, list] = {}
        try:
            super().clean_fields(exclude=exclude)
        except ValidationError as error:
            errors = error.update_error_dict(errors)
        for field in self.LIVE_TEXTS:
            for language, faults in faults_of(text_of(self, field)).items():
                column = f"{field}_{COLUMN[language]}"
                if column not in (exclude or ()):
                    errors.setdefault(column, []).extend(ValidationError(fault, code="reference") for fault in faults)
        if errors:
            raise ValidationError(errors)
