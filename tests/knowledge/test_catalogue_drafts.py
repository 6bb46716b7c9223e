"""What is not published appears nowhere: not in lists, counts, related lists, search, files or the interface for programs."""

from __future__ import annotations

import json

import pytest
from django.test import Client
from django.urls import reverse

from base.text import CHINESE
from knowledge.enums import PublicationState
from knowledge.models import Resource
from knowledge.selectors import funding
from tests import people
from tests.knowledge import builders

pytestmark = pytest.mark.django_db
KINDS = tuple(builders.BUILDERS)
HIDDEN = (PublicationState.DRAFT, PublicationState.IN_REVIEW, PublicationState.ARCHIVED)


@pytest.fixture
def hidden(request: pytest.FixtureRequest) -> Resource:
    """An unpublished entry that concerns a country and a theme."""
    kind, state = request.param
    return builders.BUILDERS[kind](state=state, countries=(builders.kazakhstan(),), themes=(builders.theme(),))


@pytest.mark.parametrize("hidden", [(kind, state) for kind in KINDS for state in HIDDEN], indirect=True)
def test_an_unpublished_entry_is_seen_nowhere(client: Client, hidden: Resource) -> None:
    theme = hidden.themes.get()
    assert client.get(hidden.get_absolute_url()).status_code == 404
    assert client.get(f"/api/v1/{hidden.URL_KIND}/{hidden.slug}/").status_code == 404
    for address in (
        reverse("knowledge:index"),
        reverse("knowledge:list", args=[hidden.URL_KIND]) + "?words=zanzibar",
        reverse("knowledge:list", args=[hidden.URL_KIND]) + f"?theme={theme.slug}",
        reverse("knowledge:country", args=["kaz"]),
        reverse("knowledge:theme", args=[theme.slug]),
        reverse("knowledge:search") + f"?q={hidden.title_en}",
        reverse("knowledge:search") + f"?q={hidden.title_zh_hans}",
        f"/api/v1/{hidden.URL_KIND}/?lang=both",
    ):
        response = client.get(address)
        assert response.status_code == 200
        page = response.content.decode()
        assert hidden.slug not in page, address
        assert f">{hidden.title_en}<" not in page, address


def test_its_year_is_not_offered_and_its_funder_neither(client: Client) -> None:
    builders.document(state="draft", year=1901)
    draft = builders.fund(state="draft")
    assert "1901" not in client.get(reverse("knowledge:list", args=["documents"])).content.decode()
    assert draft.funder.slug not in client.get(reverse("knowledge:list", args=["funding"])).content.decode()
    assert client.get(reverse("knowledge:list", args=["funding"]), {"funder": draft.funder.slug}).context["form"].errors


def test_related_lists_name_only_what_is_published(client: Client) -> None:
    body = builders.body()
    secret_meeting, secret_paper = builders.event(state="draft", body=body), builders.document(state="draft", endorsed_by=body)
    theme = builders.theme(strategy=secret_paper)
    secret_meeting.outcomes.create(theme=theme, decision_en="Secret decision")
    open_meeting = builders.event(part_of=secret_meeting)
    builders.event(state="draft", part_of=open_meeting, title_en="Secret part")
    open_meeting.documents.add(secret_paper)
    open_paper = builders.document()
    secret_meeting.documents.add(open_paper)

    for record in (body, theme, open_meeting, open_paper):
        page = client.get(record.get_absolute_url()).content.decode()
        for secret in (secret_meeting.title_en, secret_paper.title_en, "Secret decision", "Secret part"):
            assert f"{secret}<" not in page, (record, secret)


def test_grants_of_an_unpublished_fund_are_not_told_nor_summed(client: Client) -> None:
    draft = builders.fund(state="draft")
    award = builders.award(draft, amount="987654", countries=(builders.kazakhstan(),))
    assert award not in funding.awards()
    for address in (
        reverse("knowledge:index"),
        reverse("knowledge:list", args=["funding"]),
        reverse("knowledge:country", args=["kaz"]),
        "/api/v1/funding/",
    ):
        page = client.get(address).content.decode()
        assert "987" not in page
        assert award.beneficiary_en not in page


@pytest.mark.parametrize("kind", KINDS)
def test_who_may_change_it_sees_it_marked_and_uncached(client: Client, kind: str) -> None:
    entry = builders.BUILDERS[kind](state="draft")
    client.force_login(people.editor())
    response = client.get(entry.get_absolute_url())
    assert response.status_code == 200
    assert "<strong>Draft.</strong>" in response.content.decode()
    assert "no-store" in response["Cache-Control"]
    assert f'"{entry.slug}"' not in client.get(f"/api/v1/{kind}/").content.decode()

    published = client.get(builders.BUILDERS[kind]().get_absolute_url())
    assert "Only people who may edit it" not in published.content.decode()


def test_signing_in_alone_shows_no_drafts(client: Client) -> None:
    client.force_login(people.person())
    assert client.get(builders.event(state="draft").get_absolute_url()).status_code == 404


def test_the_interface_for_programs_never_names_an_unpublished_entry(client: Client) -> None:
    secret = builders.document(state="draft")
    theme = builders.theme(strategy=secret)
    parent = builders.event(state="draft")
    event = builders.event(part_of=parent, themes=(theme,))
    event.documents.add(secret, shown := builders.document())

    written = json.loads(client.get(f"/api/v1/events/{event.slug}/").content)
    assert (written["part_of"], written["documents"]) == (None, [shown.slug])
    assert json.loads(client.get(f"/api/v1/themes/{theme.slug}/").content)["strategy"] is None


def test_the_mark_of_a_draft_is_in_the_language_of_the_page(client: Client) -> None:
    entry = builders.event(state="draft")
    client.force_login(people.editor())
    page = client.get(entry.get_absolute_url().replace("/en/", f"/{CHINESE}/")).content.decode()
    assert '<html lang="zh-Hans">' in page
    assert "Draft." not in page
