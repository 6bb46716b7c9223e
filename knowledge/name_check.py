"""Is an organisation called like another one? Asked after each save of an organisation."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import models
from django.utils.translation import gettext as _

from base.text import Text
from base.text_checks import TextWarning

from .models import Organisation
from .selectors.organisations import OrganisationNames, all_names

KIND = "names"


def check_names(record: models.Model, field: str, text: Text) -> Iterator[TextWarning]:
    """Names, acronyms and further names that another organisation has as well, each once."""
    if not isinstance(record, Organisation) or field != "name" or record.merged_into_id is not None:
        return
    names = OrganisationNames.load()
    told = _("%(other)s is called “%(name)s” as well. If both are one organisation, merge them.")
    for name in all_names(record):
        for other in names.called(name):
            if other.pk != record.pk:
                yield TextWarning(field, KIND, told % {"other": other.name, "name": name})
