"""Every page of the admin opens, in both languages, with the real content."""

from __future__ import annotations

import pytest
from django.contrib import admin
from django.db import models
from django.test import Client

from accounts.models import Notice
from knowledge.models import OrganisationMerge
from knowledge.services import merging
from results.models import (
    Edition,
    Indicator,
    IndicatorLink,
    Observation,
    ProgressReport,
    ReportingCycle,
    Restatement,
    RiskAssumption,
    RiskReview,
)
from tests import people
from tests.cycle import builders as cycles
from tests.knowledge import builders as catalogue
from tests.observations import builders as observations
from tests.workplans import supervising
from workplans.models import Activity, Output, StateChange

pytestmark = pytest.mark.django_db

MODELS = sorted(admin.site._registry, key=lambda model: model._meta.label)
WITH_HISTORY = [model for model in MODELS if hasattr(model, "history")]
LANGUAGES = ("en", "zh-hans")


def _record(model: type[models.Model]) -> models.Model:
    """One of the loaded records; files and editions are made by people and programs, not loaded."""
    if model is Edition:
        return Edition.objects.create(report=ProgressReport.objects.first(), language="en", number=1)
    if model is Restatement:
        figure = Observation.objects.order_by("pk").first()
        reason = {"reason_en": "Counted twice.", "reason_zh_hans": "重复计算。"}
        return Restatement.objects.create(observation=figure, old={"value": "2.0"}, new={"value": "1.0"}, **reason)
    if model._meta.model_name == "documentfile":
        return catalogue.document_file(catalogue.document())
    if model._meta.model_name == "user":
        return people.editor()
    if model._meta.model_name == "riskreview":
        risk, cycle = RiskAssumption.objects.first(), ReportingCycle.objects.first()
        return RiskReview.objects.create(risk=risk, cycle=cycle, verdict="unchanged")
    if model._meta.model_name == "dimension":
        return observations.category().dimension
    if model._meta.model_name == "category":
        return observations.category()
    if model._meta.model_name == "scalestep":
        return observations.step(observations.indicator(), rank=1)
    if model._meta.model_name == "entryfigure":
        entry = cycles.entry(cycles.cycle())
        return model.objects.create(entry=entry, measure=cycles.measure_of(entry), value=3)
    if model._meta.model_name == "deadlinechange":
        return model.objects.create(cycle=ReportingCycle.objects.first(), step="print", due_on="2024-05-24", reason="Later.")
    if model is Notice:
        return Notice.objects.create(kind="opened", recipient=people.editor(), key="k")
    if model is OrganisationMerge:
        return merging.merge(kept=catalogue.organisation(), merged=catalogue.organisation(), by=people.editor())
    if model._meta.model_name == "evidencefile":
        return model.objects.create(observation=Observation.objects.first(), title_en="List", title_zh_hans="名单")
    if model._meta.model_name in ("round", "evaluation", "problem"):
        told = supervising.evaluation()
        return {"round": told.round, "evaluation": told}.get(model._meta.model_name) or supervising.problem(told.activity)
    if model is IndicatorLink:
        return IndicatorLink.objects.create(indicator=Indicator.objects.first(), activity=Activity.objects.first())
    if model is Output:
        return Output.objects.create(activity=Activity.objects.first(), number=1, title_en="Report", title_zh_hans="报告")
    return model._base_manager.order_by("pk").first()


@pytest.fixture
def as_administrator(client: Client) -> Client:
    client.force_login(people.administrator())
    return client


def _open(client: Client, address: str, language: str) -> str:
    client.cookies["django_language"] = language
    response = client.get(address)
    assert response.status_code == 200, address
    page = response.content.decode()
    assert f'<html lang="{language}"' in page
    return page


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label_lower)
def test_list_and_forms_open(as_administrator: Client, model: type[models.Model], language: str) -> None:
    base = f"/admin/{model._meta.app_label}/{model._meta.model_name}/"
    record = _record(model)
    _open(as_administrator, base, language)
    _open(as_administrator, f"{base}?q=a", language)
    page = _open(as_administrator, f"{base}{record.pk}/change/", language)
    assert "/jquery-ui" not in page
    assert "http://" not in page.replace("http://www.w3.org", "").replace("http://testserver", "")
    if model not in (Edition, Notice, OrganisationMerge, Restatement, StateChange):
        _open(as_administrator, f"{base}add/", language)
        _open(as_administrator, f"{base}{record.pk}/delete/", language) if model._meta.model_name not in KEPT else None


KEPT = {"event", "document", "training", "solution", "countrybrief", "fundingopportunity", "workplan", "framework"}
KEPT |= {"frameworkversion", "indicatorplacement"}  # what was confirmed is never deleted
KEPT |= {"round", "evaluation", "problem"}  # of plans in force
KEPT |= {"area", "involvement", "statechange", "output", "task", "budgetline", "target", "quantity", "delivery", "decision"}
KEPT |= {"objective", "activity", "deliverable", "deliverablepart", "progressentry", "countryprogress", "group"}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("model", WITH_HISTORY, ids=lambda model: model._meta.label_lower)
def test_history_and_an_old_version_open(as_administrator: Client, model: type[models.Model], language: str) -> None:
    record = _record(model)
    version = record.history.first()
    address = f"/admin/{model._meta.app_label}/{model._meta.model_name}/{record.pk}/history/"
    assert f"{address}{version.pk}/" in _open(as_administrator, address, language)
    _open(as_administrator, f"{address}{version.pk}/", language)


def test_every_model_with_a_history_is_there() -> None:
    from django.apps import apps

    rooms = {"knowledge", "workplans", "results"}
    kept = {model for model in apps.get_models() if model._meta.app_label in rooms and hasattr(model, "history")}
    assert kept == set(WITH_HISTORY)
    assert len(kept) == 68


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("make", [people.editor, people.reviewer, people.focal_point, people.administrator])
def test_the_desk_opens_for_every_role(client: Client, make: object, language: str) -> None:
    client.force_login(make())
    page = _open(client, "/admin/", language)
    assert page.index("knowledge") > 0


def test_nothing_is_loaded_from_elsewhere(as_administrator: Client) -> None:
    page = _open(as_administrator, "/admin/knowledge/event/add/", "en")
    assert "//ajax.googleapis.com" not in page
    assert 'src="//' not in page
    assert 'href="//' not in page
