"""A focal point writes about one country: the own one, whatever is posted."""

from __future__ import annotations

import pytest
from django.test import Client

from accounts.models import User
from knowledge.models import Country
from results.models import CountryProgress
from tests import people
from tests.admin.posting import address_of, form_at
from tests.results import builders

pytestmark = pytest.mark.django_db
ADD = "/admin/results/countryprogress/add/"


@pytest.fixture
def countries() -> tuple[Country, Country]:
    own, other = Country.objects.filter(is_member=True)[:2]
    return own, other


@pytest.fixture
def focal_point(client: Client, countries: tuple[Country, Country]) -> User:
    user = people.focal_point(country=countries[0])
    client.force_login(user)
    return user


def _progress(country: Country | None, **fields: object) -> CountryProgress:
    return CountryProgress.objects.create(
        cycle=fields.pop("cycle", None) or builders.cycle(), theme=builders.theme(), country=country, summary_en="Before.", **fields
    )


def _posted(country: Country | None, cycle: object = None) -> dict[str, object]:
    return {
        "cycle": (cycle or builders.cycle()).pk,
        "theme": builders.theme().pk,
        "country": country.pk if country else "",
        "summary_en": "Written.",
        "summary_zh_hans": "已写。",
        "challenges_en": "",
        "challenges_zh_hans": "",
    }


def test_writes_for_the_own_country(client: Client, focal_point: User) -> None:
    assert client.post(ADD, _posted(focal_point.country)).status_code == 302

    progress = CountryProgress.objects.get(summary_en="Written.")
    assert (progress.country, progress.history.first().history_user) == (focal_point.country, focal_point)


def test_a_forged_form_writes_for_no_other_country_or_the_region(
    client: Client, focal_point: User, countries: tuple[Country, Country]
) -> None:
    for country in (countries[1], None):
        assert client.post(ADD, _posted(country)).status_code == 200
    assert not CountryProgress.objects.filter(summary_en="Written.").exists()


def test_the_own_entry_is_not_given_away(client: Client, focal_point: User, countries: tuple[Country, Country]) -> None:
    own = _progress(countries[0])
    posted = form_at(client, address_of(own)) | {"country": countries[1].pk, "summary_en": "Given away."}

    assert client.post(address_of(own), posted).status_code == 200

    own.refresh_from_db()
    assert (own.country, own.summary_en) == (countries[0], "Before.")


@pytest.mark.parametrize("which", [1, None])
def test_the_entries_of_others_are_out_of_reach(
    client: Client, focal_point: User, countries: tuple[Country, Country], which: int | None
) -> None:
    theirs = _progress(None if which is None else countries[which])

    listed = client.get("/admin/results/countryprogress/").context["cl"].queryset
    assert theirs.pk not in set(listed.values_list("pk", flat=True))
    assert client.get(address_of(theirs)).status_code == 302
    assert client.post(address_of(theirs), _posted(countries[0])).status_code == 302
    assert client.post(address_of(theirs, "delete"), {"post": "yes"}).status_code in (302, 403)
    assert client.get(address_of(theirs, "history")).status_code == 403
    version = theirs.history.first()
    assert client.get(address_of(theirs, f"history/{version.pk}")).status_code == 403
    assert client.post(address_of(theirs, f"history/{version.pk}"), _posted(countries[0], theirs.cycle)).status_code == 403
    theirs.refresh_from_db()
    assert theirs.summary_en == "Before."


def test_an_old_version_of_another_country_is_not_brought_back(
    client: Client, focal_point: User, countries: tuple[Country, Country]
) -> None:
    moved = _progress(countries[1])
    version = moved.history.first()
    moved.country = countries[0]
    moved.save()

    assert client.get(address_of(moved, f"history/{version.pk}")).status_code == 403
    assert client.post(address_of(moved, f"history/{version.pk}"), _posted(countries[0], moved.cycle)).status_code == 403
    assert client.get(address_of(moved, "history")).status_code == 200


def test_a_closed_cycle_is_only_read(client: Client, focal_point: User, countries: tuple[Country, Country]) -> None:
    closed = builders.cycle(is_open=False)
    own = _progress(countries[0], cycle=closed)

    assert client.get(address_of(own)).status_code == 200
    assert client.post(address_of(own), _posted(countries[0], closed)).status_code == 403
    assert client.post(ADD, _posted(countries[0], closed)).status_code == 200
    assert CountryProgress.objects.filter(cycle=closed).count() == 1


def test_a_focal_point_without_a_country_writes_nothing(client: Client) -> None:
    client.force_login(people.focal_point())
    assert client.get(ADD).status_code == 403
    assert client.post(ADD, _posted(None)).status_code == 403
    assert client.get("/admin/results/countryprogress/").context["cl"].result_count == 0


def test_editors_write_for_every_country_and_the_region(client: Client, countries: tuple[Country, Country]) -> None:
    client.force_login(people.editor())
    for country in (*countries, None):
        assert client.post(ADD, _posted(country)).status_code == 302
    assert CountryProgress.objects.filter(summary_en="Written.").count() == 3


def test_the_desk_leads_to_what_is_to_be_written(client: Client, focal_point: User) -> None:
    cycle = builders.cycle()
    desk = client.get("/admin/").context["desk"]
    own = next(own for own in desk.own_country if own.cycle == str(cycle))
    assert {row.is_written for row in own.rows} == {False}
    assert own.country == str(focal_point.country)

    page = client.get(own.rows[0].url).content.decode()
    assert f'<option value="{cycle.pk}" selected>' in page
    assert f'<option value="{focal_point.country_id}" selected>' in page
