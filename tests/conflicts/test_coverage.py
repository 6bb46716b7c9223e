"""Nothing that people edit in the admin is without a history, and so without a version."""

from __future__ import annotations

from django.contrib import admin

from base.admin import BilingualAdmin
from base.admin_conflicts import ConflictsMixin
from base.versions import has_history


def test_every_record_and_every_part_that_is_edited_has_versions() -> None:
    editors = [each for each in admin.site._registry.values() if isinstance(each, BilingualAdmin)]
    assert len(editors) > 30
    assert all(isinstance(each, ConflictsMixin) for each in editors)
    models = {each.model for each in editors} | {inline.model for each in editors for inline in each.inlines}
    assert [model.__name__ for model in models if not has_history(model)] == []


def test_no_list_is_edited_in_place() -> None:
    """A row of a list would carry no version."""
    assert [each for each in admin.site._registry.values() if each.list_editable] == []
