"""How many SQL queries each page asks, with the content as it is and with ten times as many rows.

    .venv/bin/python bench/lists.py

Every record that a page lists is copied nine times with its relations. A page whose number grows is marked.
"""

from __future__ import annotations

from collections.abc import Iterator

from django.apps import apps
from django.conf import settings
from django.db import connection, models, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext, override_settings
from django.urls import reverse
from portal import own_portal

COPIES = 9
ONE_PER_INDICATOR = ("results.IndicatorPlacement", "results.ProgressEntry")
# What the pages list, those that others belong to first.
LISTED = (
    "knowledge.Organisation",
    "knowledge.Body",
    "knowledge.Event",
    "knowledge.Document",
    "knowledge.Training",
    "knowledge.Solution",
    "knowledge.CountryBrief",
    "knowledge.FundingOpportunity",
    "knowledge.FundingAward",
    "knowledge.MeetingOutcome",
    "knowledge.EventMaterial",
    "knowledge.GlossaryTerm",
    "workplans.WorkPlan",
    "workplans.Objective",
    "workplans.Activity",
    "workplans.Deliverable",
    "workplans.DeliverablePart",
    "results.Result",
    "results.Indicator",
    "results.IndicatorPlacement",
    "results.Measure",
    "results.Observation",
    "results.ProgressEntry",
    "results.Challenge",
    "results.ProgressReport",
    "results.Edition",
)


def main() -> None:
    with own_portal(), plain_static_files():
        publish_an_edition()
        client = signed_in()
        addresses = list(pages())
        before = [count(client, address) for address in addresses]
        with transaction.atomic():
            copied = sum(copy_all(apps.get_model(label)) for label in LISTED)
        after = [count(client, address) for address in addresses]
        print(f"{copied} records copied\n\n| page | queries | with ten times the rows |\n|---|---|---|")
        for address, few, many in zip(addresses, before, after, strict=True):
            print(f"| {address} | {few} | {many}{' (!)' if many > few else ''} |")


def plain_static_files() -> override_settings:
    """Nothing is collected here, so pages name their files without fingerprints."""
    storages = {**settings.STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
    return override_settings(ALLOWED_HOSTS=["testserver"], STORAGES=storages)


def pages() -> Iterator[str]:
    from knowledge.models import Resource
    from results.models import Framework, Indicator
    from workplans.models import WorkPlan

    for name in ("overview", "results:index", "workplans:index", "reports:index", "knowledge:index", "knowledge:countries"):
        yield reverse(name)
    yield from (reverse(name) for name in ("knowledge:bodies", "knowledge:glossary"))
    yield reverse("knowledge:search") + "?q=health"
    for kind in Resource.__subclasses__():
        yield reverse("knowledge:list", args=[kind.URL_KIND])
    yield from (framework.get_absolute_url() for framework in Framework.objects.public())
    yield from (first(name).get_absolute_url() for name in ("knowledge.Country", "knowledge.Body", "knowledge.Theme"))
    yield Indicator.objects.get(code="HRF-03").get_absolute_url()
    yield WorkPlan.objects.first().get_absolute_url()
    yield first("results.ProgressReport").get_absolute_url()


def first(label: str) -> models.Model:
    return apps.get_model(label).objects.order_by("pk").first()


def publish_an_edition() -> None:
    from django.utils import timezone

    from results.models import Edition

    report = first("results.ProgressReport")
    Edition.objects.create(report=report, language="en", number=1, state="done", size=1, pages=1, published_at=timezone.now())


def signed_in() -> Client:
    """Somebody who sees everything, so that no part of a page is left out."""
    from accounts.models import User

    client = Client()
    client.force_login(User.objects.create_superuser("bench"))
    return client


def count(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200, address
    return len(asked)


def copy_all(model: type[models.Model]) -> int:
    originals = list(model._base_manager.all())
    for original in originals:
        related = {field.name: list(getattr(original, field.name).all()) for field in many_to_many(model)}
        for number in range(1, COPIES + 1):
            twin = model._base_manager.get(pk=original.pk)
            tell_apart(twin, number)
            twin.pk, twin._state.adding = model._meta.pk.get_default(), True
            twin.save()
            for name, others in related.items():
                getattr(twin, name).set(others)
    return len(originals) * COPIES


def many_to_many(model: type[models.Model]) -> list[models.ManyToManyField]:
    return [field for field in model._meta.many_to_many if field.remote_field.through._meta.auto_created]


def tell_apart(twin: models.Model, number: int) -> None:
    """Change what tells records apart by the database's own rules: a name, a number, a period or the indicator."""
    names = {field.name for field in twin._meta.fields}
    if twin._meta.label in ONE_PER_INDICATOR:
        twin.indicator = type(twin.indicator).objects.get(code=f"{twin.indicator.code}-{number}")
    for name in names & {"slug", "code"}:
        setattr(
            twin, name, f"{getattr(twin, name)[:24]}-{twin.pk}-{number}" if name == "slug" else f"{getattr(twin, name)}-{number}"
        )
    for name in names & {"number", "order"}:
        setattr(twin, name, getattr(twin, name) + 100 * number)
    if twin._meta.label == "results.Observation":
        twin.period_end = twin.period_end.replace(year=twin.period_end.year + 10 * number)


if __name__ == "__main__":
    main()
