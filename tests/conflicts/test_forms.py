"""A form of the portal over a record that somebody else saved meanwhile."""

from __future__ import annotations

import pytest
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import translation

from base.forms import VersionedModelForm
from base.history import save_as
from base.versions import version_of
from knowledge.models import GlossaryTerm
from tests import people

pytestmark = pytest.mark.django_db


class TermForm(VersionedModelForm):
    """An ordinary form."""

    class Meta:
        model = GlossaryTerm
        fields = ("term_zh_hans", "term_en", "note_en")


@pytest.fixture
def term() -> GlossaryTerm:
    return GlossaryTerm.objects.create(slug="health-desk", term_en="Health desk", term_zh_hans="卫生工作台", note_en="Note")


def _typed(form: TermForm, **values: str) -> dict[str, str]:
    return {bound.html_name: bound.value() or "" for bound in form} | values


@transaction.atomic
def _save(term: GlossaryTerm, data: dict[str, str], **options: str) -> TermForm:
    form = TermForm(data, instance=GlossaryTerm.objects.get(pk=term.pk), **options)
    if form.is_valid():
        form.save()
    return form


def test_it_saves_what_it_was_opened_on(term: GlossaryTerm) -> None:
    form = _save(term, _typed(TermForm(instance=term), term_en="Health office"))
    assert (form.errors, form.conflict) == ({}, None)
    assert GlossaryTerm.objects.get(pk=term.pk).term_en == "Health office"


def test_it_tells_both_versions_and_keeps_what_was_typed(term: GlossaryTerm) -> None:
    opened, ann = TermForm(instance=term), people.editor(first_name="Ann", last_name="Lee")
    theirs = GlossaryTerm.objects.get(pk=term.pk)
    theirs.note_en, theirs.abbreviation = "Ann's note", "HD"
    save_as(theirs, by=ann, reason="edit")

    form = _save(term, _typed(opened, term_en="Health office"))

    assert [(row.field, row.stored, row.typed, row.only_theirs) for row in form.conflict.rows] == [
        ("term_en", "Health desk", "Health office", False),
        ("note_en", "Ann's note", "Note", True),
    ]
    assert form.conflict.state is None  # and the abbreviation, which cannot be typed here, is no row
    assert (form["term_en"].value(), form["note_en"].value()) == ("Health office", "Ann's note")
    assert form["seen_version"].value() == version_of(term)
    again = _save(term, _typed(form))
    assert again.conflict is None
    now = GlossaryTerm.objects.get(pk=term.pk)
    assert (now.term_en, now.note_en, now.abbreviation) == ("Health office", "Ann's note", "HD")


def test_the_version_can_come_from_elsewhere(term: GlossaryTerm) -> None:
    data = {"term_en": "Health office", "term_zh_hans": "卫生", "note_en": ""}
    assert _save(term, data).conflict
    assert _save(term, data, version="1").conflict
    assert _save(term, data, version=version_of(term)).conflict is None


def test_a_version_is_never_newer_than_what_the_form_shows(term: GlossaryTerm) -> None:
    loaded = GlossaryTerm.objects.get(pk=term.pk)
    theirs = GlossaryTerm.objects.get(pk=term.pk)
    theirs.term_en = "Saved before the form was made"
    theirs.save()
    form = TermForm(instance=loaded)
    assert (form["term_en"].value(), form["seen_version"].value()) == ("Saved before the form was made", version_of(term))


def test_the_panel_stands_alone_in_both_languages(term: GlossaryTerm) -> None:
    form = _save(term, {"term_en": "<b>Mine</b>", "term_zh_hans": "卫生", "note_en": ""})
    for language, words in (("en", "Who changed it"), ("zh-hans", "修改者")):
        with translation.override(language):
            page = render_to_string("components/conflict.html", {"conflicts": [form.conflict], "form_id": "entry"})
        assert words in page
        assert "&lt;b&gt;Mine" in page
        assert 'form="entry"' in page
