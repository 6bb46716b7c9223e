"""The lists of entries: what they show, how they are narrowed down, and what they cost."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from base.dates import Precision
from knowledge.enums import AwardStatus, EventStatus
from knowledge.models import Event, FundingOpportunity
from knowledge.selectors import catalogue, events, funding
from knowledge.selectors.funding import AwardTotal
from tests.knowledge import builders

pytestmark = pytest.mark.django_db
KINDS = tuple(builders.BUILDERS)


def listed(client: Client, kind: str, **filters: object) -> list[str]:
    """The address names of the entries on the list's first page, in order."""
    response = client.get(reverse("knowledge:list", args=[kind]), filters)
    assert response.status_code == 200
    return [entry.slug for entry in response.context["page_obj"]]


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_a_list_in_both_languages(client: Client, kind: str) -> None:
    entry = builders.BUILDERS[kind]()
    for language in ("en", "zh-hans"):
        with translation.override(language):
            response = client.get(reverse("knowledge:list", args=[kind]), {"words": entry.title_zh_hans})
            expected = entry.title_en if language == "en" else entry.title_zh_hans
            assert expected in response.content.decode()
            assert response.context["page_obj"].paginator.count == 1


@pytest.mark.parametrize("kind", KINDS)
def test_a_list_costs_the_same_however_long(client: Client, kind: str) -> None:
    theme = builders.theme()

    def cost(*, more: int) -> int:
        for _ in range(more):
            builders.BUILDERS[kind](countries=(builders.kazakhstan(),), themes=(theme,))
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("knowledge:list", args=[kind]))
        return len(queries)

    assert cost(more=1) == cost(more=4)


def test_filters_combine_and_stay_in_the_address(client: Client) -> None:
    theme, kazakhstan = builders.theme(), builders.kazakhstan()
    wanted = builders.document(countries=(kazakhstan,), themes=(theme,), document_type="plan", status="agreed", year=2031)
    builders.document(themes=(theme,), document_type="plan", status="agreed", year=2031)
    builders.document(countries=(kazakhstan,), document_type="plan", status="agreed", year=2031)
    builders.document(countries=(kazakhstan,), themes=(theme,), document_type="plan", status="agreed", year=2030)
    builders.document(countries=(kazakhstan,), themes=(theme,), document_type="study", status="agreed", year=2031)
    builders.document(countries=(kazakhstan,), themes=(theme,), document_type="plan", status="due", year=2031)
    chosen = {"country": "KAZ", "theme": theme.slug, "type": "plan", "status": "agreed", "year": "2031", "words": "zanzibar"}

    assert listed(client, "documents", **chosen) == [wanted.slug]

    page = client.get(reverse("knowledge:list", args=["documents"]), chosen).content.decode()
    for value in ("KAZ", theme.slug, "plan", "agreed", "2031"):
        assert f'<option value="{value}" selected>' in page
    assert 'name="words" value="zanzibar"' in page


def test_a_theme_includes_what_is_below_it(client: Client) -> None:
    top = builders.theme()
    below = builders.theme(parent=top)
    entry = builders.solution(themes=(below,))
    assert listed(client, "solutions", theme=top.slug) == [entry.slug]


def test_a_country_finds_the_events_it_hosts(client: Client) -> None:
    hosted, about = builders.event(), builders.event(countries=(builders.kazakhstan(),))
    hosted.hosts.create(role_en="host country", country=builders.kazakhstan())
    about.hosts.create(role_en="host country", country=builders.kazakhstan())
    assert sorted(listed(client, "events", country="KAZ", words="zanzibar")) == sorted([hosted.slug, about.slug])


def test_words_are_found_in_either_language_and_all_count(client: Client) -> None:
    entry = builders.event(title_en="Zanzibar forum", title_zh_hans="论坛", place_zh_hans="阿拉木图")
    with translation.override("zh-hans"):
        assert listed(client, "events", words="zanzibar 阿拉木图") == [entry.slug]
        assert listed(client, "events", words="zanzibar 撒马尔罕") == []


@pytest.mark.parametrize(
    "filters", [{"year": "soon"}, {"country": "ZZZ"}, {"kind": "party"}, {"words": "x" * 201}, {"words": "a\0b"}, {"year": "99999"}]
)
def test_a_filter_that_cannot_be_read_finds_nothing_and_says_so(client: Client, filters: dict) -> None:
    response = client.get(reverse("knowledge:list", args=["events"]), filters)
    assert response.status_code == 200
    assert response.context["page_obj"].paginator.count == 0
    assert 'class="errorlist"' in response.content.decode()
    assert "A filter cannot be read" in response.content.decode()


def test_an_empty_list_shows_the_way_back(client: Client) -> None:
    address = reverse("knowledge:list", args=["events"])
    page = client.get(address, {"words": "nothing-holds-this"}).content.decode()
    assert "No entry fits these filters." in page
    assert f'<a href="{address}">Show all entries of this kind</a>' in page


def test_pages_keep_the_filters(client: Client) -> None:
    for _ in range(21):
        builders.solution()
    response = client.get(reverse("knowledge:list", args=["solutions"]), {"words": "zanzibar"})
    assert len(response.context["page_obj"]) == 20
    assert "21 entries" in response.content.decode()
    assert 'href="?words=zanzibar&amp;page=2"' in response.content.decode()
    second = client.get(reverse("knowledge:list", args=["solutions"]), {"words": "zanzibar", "page": "2"})
    assert len(second.context["page_obj"]) == 1
    assert client.get(reverse("knowledge:list", args=["solutions"]), {"page": "first"}).status_code == 200


def test_samples_are_marked_and_explained(client: Client) -> None:
    entry = builders.training(is_sample=True)
    page = client.get(reverse("knowledge:list", args=["trainings"]), {"words": entry.title_en}).content.decode()
    assert '<span class="tag sample">Sample</span>' in page
    assert "Entries marked “Sample” are invented" in page
    real = builders.training()
    page = client.get(reverse("knowledge:list", args=["trainings"]), {"words": real.title_en}).content.decode()
    assert "tag sample" not in page
    assert "are invented" not in page
    assert '<span class="tag sample">Sample</span>' in client.get(entry.get_absolute_url()).content.decode()


TODAY = date(2031, 5, 15)


@pytest.mark.parametrize(
    ("starts", "ends", "precision", "status", "is_coming"),
    [
        (date(2031, 5, 15), None, Precision.DAY, EventStatus.PLANNED, True),
        (date(2031, 5, 14), None, Precision.DAY, EventStatus.PLANNED, False),
        (date(2031, 5, 10), date(2031, 5, 15), Precision.DAY, EventStatus.HELD, True),
        (date(2031, 5, 1), None, Precision.MONTH, EventStatus.PLANNED, True),
        (date(2031, 4, 30), None, Precision.MONTH, EventStatus.PLANNED, False),
        (date(2031, 4, 1), None, Precision.QUARTER, EventStatus.PLANNED, True),
        (date(2031, 1, 1), None, Precision.QUARTER, EventStatus.PLANNED, False),
        (date(2031, 1, 1), None, Precision.HALF, EventStatus.PLANNED, True),
        (date(2031, 1, 1), None, Precision.YEAR, EventStatus.PLANNED, True),
        (date(2030, 1, 1), None, Precision.YEAR, EventStatus.PLANNED, False),
        (None, None, Precision.UNKNOWN, EventStatus.PLANNED, True),
        (None, None, Precision.UNKNOWN, EventStatus.HELD, False),
    ],
)
def test_an_event_is_coming_until_its_last_day_month_or_year_is_over(
    starts: date | None, ends: date | None, precision: Precision, status: EventStatus, is_coming: bool
) -> None:
    entry = builders.event(starts_on=starts, ends_on=ends, precision=precision, status=status)
    mine = Event.objects.filter(pk=entry.pk)
    assert list(events.coming(mine, at=TODAY)) == ([entry] if is_coming else [])
    assert list(events.past(mine, at=TODAY)) == ([] if is_coming else [entry])


def test_coming_events_stand_soonest_first_and_past_ones_newest_first(client: Client) -> None:
    late, soon = builders.event(starts_on=date(2131, 2, 1)), builders.event(starts_on=date(2131, 1, 1))
    old, older = builders.event(starts_on=date(1999, 2, 1)), builders.event(starts_on=date(1999, 1, 1))
    assert listed(client, "events", when="coming", words="zanzibar") == [soon.slug, late.slug]
    assert listed(client, "events", when="past", words="zanzibar") == [old.slug, older.slug]


@pytest.mark.parametrize(
    ("opens", "closes", "state"),
    [
        (None, date(2031, 5, 15), "open"),
        (date(2031, 5, 15), date(2031, 5, 15), "open"),
        (date(2031, 5, 16), date(2031, 6, 1), "closed"),
        (None, date(2031, 5, 14), "closed"),
        (date(2031, 5, 1), None, "undated"),
    ],
)
def test_a_call_is_open_by_the_same_rule_in_lists_and_on_its_page(opens: date | None, closes: date | None, state: str) -> None:
    call = builders.fund(opens_on=opens, closes_on=closes)
    mine = FundingOpportunity.objects.filter(pk=call.pk)
    found = {
        "open": funding.open_calls(mine, at=TODAY).exists(),
        "closed": funding.closed_calls(mine, at=TODAY).exists(),
        "undated": funding.calls_without_closing_date(mine).exists(),
    }
    assert found == {name: name == state for name in found}
    assert call.is_open(at=TODAY) == {"open": True, "closed": False, "undated": None}[state]


def test_grants_are_summed_by_status_and_currency_and_an_unknown_amount_is_not_zero(client: Client) -> None:
    call = builders.fund()
    builders.award(call, amount="1000000")
    builders.award(call, amount="500000.50")
    builders.award(call, amount=None)
    builders.award(call, amount="7", currency="EUR")
    applying = builders.award(call, amount=None)
    applying.status = AwardStatus.APPLYING
    applying.save()

    assert funding.totals(call.awards.all()) == [
        AwardTotal(AwardStatus.APPLYING, "USD", None, 1, 1),
        AwardTotal(AwardStatus.RECEIVED, "EUR", Decimal("7.00"), 1, 0),
        AwardTotal(AwardStatus.RECEIVED, "USD", Decimal("1500000.50"), 3, 1),
    ]
    for address in (reverse("knowledge:list", args=["funding"]) + f"?words={call.title_en}", call.get_absolute_url()):
        page = client.get(address).content.decode()
        assert "<strong>USD 1,500,000.50</strong>" in page
        assert "<strong>EUR 7</strong>" in page
        assert "1 without a known amount, not in the sum" in page
        assert "amount not known" in page


def test_the_loaded_funds_carry_their_amounts(client: Client) -> None:
    page = client.get(reverse("knowledge:list", args=["funding"])).content.decode()
    assert "<strong>USD 27,000,000</strong>" in page
    assert "<strong>USD 19,000,000</strong>" in page


def test_the_catalogue_counts_what_is_published() -> None:
    before = {each["kind"]: each["count"] for each in catalogue.counts()}
    builders.event()
    builders.event(state="draft")
    after = {each["kind"]: each["count"] for each in catalogue.counts()}
    assert after == before | {"events": before["events"] + 1}
