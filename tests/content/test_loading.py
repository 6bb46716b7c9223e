"""The content as a whole: it loads as often as one likes, every record is valid, and samples go without a trace."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.db import models

from base import content
from knowledge.enums import DocumentType
from knowledge.models import CountryBrief, Document, Event, EventAttendance, EventMaterial, Organisation, Solution, Training
from results.models import Edition, ProgressReport
from workplans.models import WorkPlan

pytestmark = pytest.mark.django_db

FOLDER = Path(settings.FIXTURE_DIRS[0])
NAMED = [model for model in apps.get_models() if hasattr(model, "NATURAL_KEY")]
SAMPLES = {
    **{CountryBrief: 2, Event: 2, EventAttendance: 8, EventMaterial: 3, Organisation: 6, Solution: 2, Training: 3},
    **{WorkPlan: 2, ProgressReport: 1},
}
WHOLES = ("plan__slug", "report__slug")  # what samples consist of goes with them


def test_loading_again_changes_nothing() -> None:
    assert content.load(content.fixture_files(FOLDER, samples=True)) == {}


@pytest.mark.parametrize("model", NAMED, ids=lambda model: model._meta.label)
def test_every_record_is_valid(model: type[models.Model]) -> None:
    for record in model._base_manager.all():
        record.full_clean()


@pytest.mark.parametrize("model", NAMED, ids=lambda model: model._meta.label)
def test_every_record_is_found_by_its_natural_key(model: type[models.Model]) -> None:
    for record in model._base_manager.all():
        assert model._default_manager.get_by_natural_key(*record.natural_key()).pk == record.pk


def test_samples_say_so_in_both_languages() -> None:
    for model in SAMPLES.keys() - {EventAttendance}:  # counts say it by their event
        label = "name" if model is Organisation else "title"
        for record in model._base_manager.filter(is_sample=True):
            assert getattr(record, f"{label}_en").startswith("[Sample] "), record
            assert getattr(record, f"{label}_zh_hans").startswith("【示例】"), record


def test_removing_samples_leaves_the_real_content() -> None:
    real = {model: model._base_manager.count() - SAMPLES.get(model, 0) - _parts_of_samples(model) for model in NAMED}
    assert {model: model._base_manager.filter(is_sample=True).count() for model in SAMPLES} == SAMPLES
    assert content.remove_samples() == sum(SAMPLES.values())
    assert {model: model._base_manager.count() for model in NAMED} == real


def _parts_of_samples(model: type[models.Model]) -> int:
    """What goes with its plan or report: its natural key begins with the way to it, such as ``activity__plan__slug``."""
    way = next((name.removesuffix("__slug") for name in model.NATURAL_KEY if name.endswith(WHOLES)), None)
    return model._base_manager.filter(**{f"{way}__is_sample": True}).count() if way else 0


def test_an_edition_of_a_sample_goes_with_it() -> None:
    sample, real = (ProgressReport.objects.filter(is_sample=is_sample).first() for is_sample in (True, False))
    for report in (sample, real):
        Edition.objects.create(report=report, language="en", number=1)
    content.remove_samples()
    assert [each.report for each in Edition.objects.all()] == [real]
    with pytest.raises(models.ProtectedError, match=r"Edition\.report"):
        real.delete()


def test_samples_that_real_content_rests_on_stay_and_are_named() -> None:
    sample = Organisation.objects.get(slug="sample-university")
    document = Document.objects.create(
        slug="real", title_en="Real", title_zh_hans="真实", document_type=DocumentType.REPORT, publisher=sample
    )
    with pytest.raises(content.ContentError, match=r"Document\.publisher"):
        content.remove_samples()
    document.delete()
    assert content.remove_samples() == sum(SAMPLES.values())


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    broken = tmp_path / "99_broken.yaml"
    broken.write_text("- model: knowledge.unit\n  fields: {slug: x, no_such_field: 1}\n", encoding="utf-8")
    with pytest.raises(content.ContentError, match=r"99_broken\.yaml"):
        content.load([broken])
