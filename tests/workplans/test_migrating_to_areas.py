"""Plans of before find their themes as areas, and their lead bodies, organisations and countries as involvements."""

from __future__ import annotations

from datetime import date

import pytest
from django.apps.registry import Apps
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from knowledge.models import Body, Country, Organisation, Theme

BEFORE, AFTER = ("workplans", "0001_initial"), ("workplans", "0004_areas_in_place_of_themes")
YEAR = {"period_start": date(2025, 1, 1), "period_end": date(2025, 12, 31)}


def _migrate(target: tuple[str, str]) -> dict[str, type]:
    """Bring the tables there; the models of the room as they are then, by name."""
    apps: Apps = MigrationExecutor(connection).migrate([target]).apps
    return {model.__name__: model for model in apps.get_app_config("workplans").get_models()}


@pytest.mark.django_db(transaction=True)
def test_themes_become_areas_and_parties_become_involvements() -> None:
    with connection.cursor() as cursor:  # what later plans hold has no place in the tables of before
        cursor.execute("TRUNCATE workplans_workplan CASCADE")
    body, organisation, country = Body.objects.first(), Organisation.objects.first(), Country.objects.first()
    one, other = Theme.objects.order_by("pk")[:2]

    old = _migrate(BEFORE)
    first, second = (
        old["WorkPlan"].objects.create(slug=slug, title="T", title_en="T", body_id=body.pk, **YEAR) for slug in ("first", "second")
    )
    objectives = [
        old["Objective"].objects.create(plan=plan, number=number, theme_id=theme.pk, title_en=f"O{number}")
        for plan, number, theme in ((first, 1, other), (first, 2, one), (first, 3, other), (second, 1, one))
    ]
    led = old["Activity"].objects.create(objective=objectives[2], number=1, title_en="Led", lead_body_id=body.pk)
    led.organisations.add(organisation.pk)
    led.countries.add(country.pk)
    alone = old["Activity"].objects.create(objective=objectives[3], number=1, title_en="Alone")
    then = {"history_date": "2025-01-01T00:00:00Z", "history_type": "+"}
    old["HistoricalObjective"].objects.create(
        id=objectives[2].pk, plan_id=first.pk, number=3, theme_id=other.pk, title_en="O3", **then
    )
    old["HistoricalActivity"].objects.create(id=led.pk, objective_id=objectives[2].pk, number=1, title_en="Led", **then)

    new = _migrate(AFTER)
    columns = ("plan__slug", "number", "theme", "title_en", "title_zh_hans")
    assert list(new["Area"].objects.order_by("plan__slug", "number").values_list(*columns)) == [
        ("first", 1, other.pk, other.name_en, other.name_zh_hans),
        ("first", 2, one.pk, one.name_en, one.name_zh_hans),
        ("second", 1, one.pk, one.name_en, one.name_zh_hans),
    ]
    placed = new["Objective"].objects.order_by("plan__slug", "number").values_list("area__plan__slug", "area__number")
    assert list(placed) == [("first", 1), ("first", 2), ("first", 1), ("second", 1)]
    placed = new["Activity"].objects.order_by("pk").values_list("pk", "plan__slug", "area__number")
    assert list(placed) == [(led.pk, "first", 1), (alone.pk, "second", 1)]
    columns = ("activity", "role", "order", "body", "organisation", "country")
    assert list(new["Involvement"].objects.order_by("order").values_list(*columns)) == [
        (led.pk, "lead", 1, body.pk, None, None),
        (led.pk, "participant", 2, None, organisation.pk, None),
        (led.pk, "participant", 3, None, None, country.pk),
    ]
    area = new["Area"].objects.get(plan__slug="first", number=1)
    past = new["HistoricalObjective"].objects.get(id=objectives[2].pk)
    assert (past.area_id, past.number, past.title_en) == (area.pk, 3, "O3")
    past = new["HistoricalActivity"].objects.get(id=led.pk)
    assert (past.plan_id, past.area_id, past.title_en) == (first.pk, area.pk, "Led")

    again = _migrate(BEFORE)
    themes = again["Objective"].objects.order_by("plan__slug", "number").values_list("theme", flat=True)
    assert list(themes) == [other.pk, one.pk, other.pk, one.pk]
    led = again["Activity"].objects.get(pk=led.pk)
    assert (led.lead_body_id, [each.pk for each in led.organisations.all()], [each.pk for each in led.countries.all()]) == (
        body.pk,
        [organisation.pk],
        [country.pk],
    )
    _migrate(AFTER)  # the tables that are emptied after the test
