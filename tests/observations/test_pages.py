"""What editors and readers see of observations and attendance."""

from __future__ import annotations

from datetime import date

import pytest
from django.contrib.messages import get_messages
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from knowledge.models import Event
from results.enums import Detail
from results.models import Measure, Observation
from tests import people
from tests.admin.posting import form_at
from tests.observations import builders
from tests.observations.builders import half

pytestmark = pytest.mark.django_db


def test_an_event_shows_who_came_with_totals_per_unit(client: Client) -> None:
    event = builders.event(on=date(2031, 3, 1))
    for number, unit, country, sex in [
        (14, "participations", "GEO", "female"),
        (9, "participations", "GEO", "male"),
        (1100, "participations", None, "unknown"),
        (12, "persons", "GEO", "female"),
    ]:
        builders.attendance(event, number, unit=unit, country=country, sex=sex)
    page = " ".join(client.get(f"/en/knowledge/events/{event.slug}/").content.decode().split())
    assert page.index("in participations") < page.index(">1,123<") < page.index("in persons") < page.rindex(">12<")
    assert "1,135" not in page
    chinese = client.get(f"/zh-hans/knowledge/events/{event.slug}/").content.decode()
    assert "人次" in chinese
    assert "国家不详" in chinese


def test_the_sample_webinar_shows_how_it_is_added_up(client: Client) -> None:
    page = client.get("/en/results/indicators/HRF-03/measures/persons/provenance/").content.decode()
    samples = page.index("Sample events, never part of a figure")
    assert page.index("187 persons") < samples < page.index("[Sample] Webinar") < page.index(">39<")


def test_the_measures_of_the_samples_are_the_real_ones() -> None:
    """They are written twice, because a link to a sample stands among the samples; nothing else may differ."""
    fields = [field.attname for field in Measure._meta.concrete_fields if field.attname not in ("id", "version", "updated_at")]
    chosen = Measure.objects.filter(indicator__code="HRF-03")
    before = list(chosen.order_by("pk").values_list(*fields))
    call_command("load_content", samples=False, verbosity=0)
    assert list(chosen.order_by("pk").values_list(*fields)) == before
    assert not Event.objects.filter(fed_measures__in=chosen, is_sample=True).exists()


def test_saving_a_part_that_does_not_add_up_warns_and_saves(client: Client) -> None:
    measure = builders.measure(detail=Detail.FULL, by_sex=True)
    total = builders.observation(measure, 50, **half(2031, 1))
    builders.observation(measure, 20, sex="female", **half(2031, 1))
    client.force_login(people.editor())
    address = f"/admin/results/observation/{total.pk}/change/"
    response = client.post(address, {**form_at(client, address), "value": "60"})
    assert response.status_code == 302
    assert Observation.objects.get(pk=total.pk).value == 60
    assert "women come to 20 = 20, 40 less than the total of 60." in " ".join(
        str(each) for each in get_messages(response.wsgi_request)
    )


def test_a_wrong_figure_is_refused_on_every_form_that_takes_figures(client: Client) -> None:
    measure = builders.measure()
    figure = builders.observation(measure, 50, **half(2031, 1))
    client.force_login(people.editor())
    for address, name in [
        (f"/admin/results/observation/{figure.pk}/change/", "value"),
        (f"/admin/results/measure/{measure.pk}/change/", "observations-0-value"),
    ]:
        response = client.post(address, {**form_at(client, address), name: "-5"})
        assert response.status_code == 200, address
        assert "A count cannot be negative." in response.content.decode()
    assert Observation.objects.get(pk=figure.pk).value == 50


def test_the_indicator_says_what_follows_from_its_figures(client: Client) -> None:
    measure = builders.measure(periods="sum")
    builders.publish(measure.indicator)
    for number, value in ((1, 120), (2, 110)):
        builders.observation(measure, value, **half(2031, number))
    page = client.get(f"/en/results/indicators/{measure.indicator.code}/").content.decode()
    assert "Sum of 2 periods: 120 (H1 2031) + 110 (H2 2031) = 230." in page
    chinese = client.get(f"/zh-hans/results/indicators/{measure.indicator.code}/").content.decode()
    assert "2个时期合计：120（2031年上半年）+110（2031年下半年）=230。" in chinese


def test_the_page_of_provenance_asks_no_more_for_more(client: Client) -> None:
    measure = builders.measure(source="attendance")
    builders.publish(measure.indicator)

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            address = f"/en/results/indicators/{measure.indicator.code}/measures/{measure.code}/provenance/"
            assert client.get(address).status_code == 200
        return len(queries)

    def one_more(month: int) -> None:
        event = builders.event(on=date(2031, month, 1))
        measure.events.add(event)
        for country in ("GEO", "AZE"):
            builders.attendance(event, 5, country=country, sex="female")
        builders.observation(measure, 5, **half(2031 + month, 1))

    one_more(1)
    few = asked()
    for month in (2, 3, 4):
        one_more(month)
    assert asked() == few
