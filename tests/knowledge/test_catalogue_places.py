"""Pages of entries, countries, bodies, themes and the glossary, and the search over all of them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from base.dates import Precision
from knowledge.models import Body, Country, FundingOpportunity
from knowledge.selectors import bodies
from knowledge.selectors.search import search
from tests.knowledge import builders

pytestmark = pytest.mark.django_db


def page(client: Client, address: str, language: str = "en") -> str:
    with translation.override(language):
        response = client.get(address.replace("/en/", f"/{language}/", 1))
    assert response.status_code == 200
    return response.content.decode()


def queries_of(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


def test_an_event_tells_all_that_is_known(client: Client) -> None:
    body, theme = builders.body(), builders.theme()
    part_of = builders.event(title_en="Zanzibar conference")
    event = builders.event(
        body=body,
        part_of=part_of,
        starts_on=date(2031, 3, 1),
        precision=Precision.MONTH,
        place_en="Almaty, Kazakhstan",
        place_zh_hans="哈萨克斯坦阿拉木图",
        mode="hybrid",
        source_note_en="From the minutes.",
        themes=(theme,),
    )
    event.hosts.create(role_en="host country", role_zh_hans="举办国", country=builders.kazakhstan())
    event.outcomes.create(decision_en="The outline was endorsed.", theme=theme)
    event.documents.add(document := builders.document())
    part = builders.event(part_of=event)

    text = page(client, event.get_absolute_url())
    for expected in (
        "<dd>March 2031</dd>",
        "Almaty, Kazakhstan",
        "in person and online",
        f'<a href="{body.get_absolute_url()}">{body.name_en}</a>',
        f'<a href="{part_of.get_absolute_url()}">Zanzibar conference</a>',
        '<dt>host country</dt><dd><a href="/en/knowledge/countries/kaz/">Kazakhstan</a></dd>',
        "The outline was endorsed.",
        document.title_en,
        part.title_en,
        "From the minutes.",
        theme.name_en,
    ):
        assert expected in text
    chinese = page(client, event.get_absolute_url(), "zh-hans")
    assert "<dd>2031年3月</dd>" in chinese
    assert "哈萨克斯坦阿拉木图" in chinese
    assert '<span lang="en">The outline was endorsed.' in chinese.replace("<p>", "").replace('<div lang="en">', '<span lang="en">')


@pytest.mark.parametrize("kind", tuple(builders.BUILDERS))
def test_an_entry_costs_the_same_however_much_belongs_to_it(client: Client, kind: str) -> None:
    entry = builders.BUILDERS[kind]()

    def grow(times: int) -> int:
        for _ in range(times):
            entry.themes.add(builders.theme())
            entry.countries.add(*Country.objects.exclude(pk__in=entry.countries.all())[:1])
            if kind == "events":
                builders.event(part_of=entry)
                entry.documents.add(builders.document(publisher=builders.organisation()))
                entry.hosts.create(role_en="host", order=entry.hosts.count(), organisation=builders.organisation())
                entry.outcomes.create(decision_en="Yes", order=entry.outcomes.count(), theme=builders.theme())
                builders.material(entry, order=entry.materials.count())
            if kind == "documents":
                builders.event(body=builders.body()).documents.add(entry)
                builders.theme(strategy=entry)
            if kind == "funding":
                builders.award(entry, amount="5", countries=(builders.kazakhstan(),))
        return queries_of(client, entry.get_absolute_url())

    assert grow(1) == grow(3)


def test_a_country_page_gathers_everything_about_it(client: Client) -> None:
    here = (builders.kazakhstan(),)
    made = [build(countries=here, title_en=f"Zanzibar {kind}") for kind, build in builders.BUILDERS.items()]
    award = builders.award(made[4], amount="19000000", countries=here)
    body = builders.body()
    body.members.set(here)
    elsewhere = builders.event(countries=tuple(Country.objects.filter(iso3="MNG")))

    text = page(client, "/en/knowledge/countries/kaz/")
    for entry in made:
        assert entry.get_absolute_url() in text
    assert award.beneficiary_en in text
    assert body.get_absolute_url() in text
    assert elsewhere.slug not in text
    assert text.index('id="shelf-briefs"') < text.index('id="shelf-events"')


def test_a_country_page_costs_the_same_however_much_there_is(client: Client) -> None:
    def grow(times: int) -> int:
        for _ in range(times):
            for build in builders.BUILDERS.values():
                entry = build(countries=(builders.kazakhstan(),), themes=(builders.theme(),))
                if isinstance(entry, FundingOpportunity):
                    builders.award(entry, amount="1", countries=(builders.kazakhstan(),))
            builders.body().members.set([builders.kazakhstan()])
        return queries_of(client, "/en/knowledge/countries/kaz/")

    assert grow(1) == grow(4)


@pytest.mark.parametrize(
    "grow",
    [
        lambda body, theme: builders.event(body=body, themes=(theme,)),
        lambda body, theme: builders.document(endorsed_by=body, themes=(theme,), publisher=builders.organisation()),
        lambda body, theme: builders.body(parent=body).members.set(Country.objects.all()),
        lambda body, theme: builders.theme(parent=theme),
        lambda body, theme: builders.event().outcomes.create(theme=theme, decision_en="Yes"),
        lambda body, theme: builders.term(term_en="word"),
    ],
)
def test_the_other_pages_cost_the_same_however_much_there_is(client: Client, grow: Callable) -> None:
    body, theme = builders.body(), builders.theme()

    def cost(times: int) -> list[int]:
        for _ in range(times):
            grow(body, theme)
        names = ("knowledge:index", "knowledge:bodies", "knowledge:countries", "knowledge:glossary")
        addresses = [body.get_absolute_url(), theme.get_absolute_url(), *map(reverse, names), "/en/search/?q=zanzibar"]
        return [queries_of(client, address) for address in addresses]

    assert cost(1) == cost(4)


def test_countries_and_their_addresses(client: Client) -> None:
    text = page(client, reverse("knowledge:countries"))
    assert text.count('<li class="card">') == Country.objects.count()
    assert Country.objects.filter(is_member=True).count() == 11
    assert client.get("/en/knowledge/countries/zzz/").status_code == 404
    assert "格鲁吉亚" in page(client, "/en/knowledge/countries/geo/", "zh-hans")


def test_bodies_stand_below_the_one_they_report_to(client: Client) -> None:
    top = builders.body()
    middle = builders.body(parent=top)
    bottom = builders.body(parent=middle)
    (branch,) = [branch for branch in bodies.hierarchy() if branch.body == top]
    assert [below.body for below in branch.branches] == [middle]
    assert [below.body for below in branch.branches[0].branches] == [bottom]
    text = page(client, reverse("knowledge:bodies"))
    assert text.index(top.name_en) < text.index(middle.name_en) < text.index(bottom.name_en)


def test_bodies_that_report_to_each_other_are_not_lost() -> None:
    one, other = builders.body(), builders.body()
    Body.objects.filter(pk=one.pk).update(parent=other)
    Body.objects.filter(pk=other.pk).update(parent=one)
    branches = bodies.hierarchy()
    (branch,) = [branch for branch in branches if branch.body in (one, other)]
    assert [below.body for below in branch.branches] == [other if branch.body == one else one]


def test_a_body_page_tells_mandate_members_meetings_and_documents(client: Client) -> None:
    top = builders.body()
    body = builders.body(parent=top)
    body.mandate_en = "Steers the work."
    body.save()
    body.members.set([builders.kazakhstan()])
    meeting, paper = builders.event(body=body), builders.document(endorsed_by=body)
    text = page(client, body.get_absolute_url())
    for expected in ("Steers the work.", "countries/kaz/", meeting.slug, paper.slug, top.get_absolute_url()):
        assert expected in text
    assert body.get_absolute_url() in page(client, top.get_absolute_url())


def test_a_theme_page_gathers_what_is_below_it_too(client: Client) -> None:
    strategy = builders.document()
    top = builders.theme(strategy=strategy)
    below = builders.theme(parent=top)
    entry = builders.training(themes=(below,))
    meeting = builders.event()
    meeting.outcomes.create(theme=below, decision_en="It was agreed.")
    text = page(client, top.get_absolute_url())
    for expected in (entry.slug, "It was agreed.", strategy.slug, below.get_absolute_url()):
        assert expected in text
    assert "Nothing about this theme is published yet." in page(client, builders.theme().get_absolute_url())


def test_the_glossary_shows_both_languages_side_by_side(client: Client) -> None:
    term = builders.term(
        term_en="Zanzibar Meeting", term_zh_hans="测试会议", abbreviation="ZM", variants_zh_hans="测会", variants_en="Zan Meeting"
    )
    for language in ("en", "zh-hans"):
        text = page(client, reverse("knowledge:glossary"), language)
        assert f'<tr id="{term.slug}">' in text
        assert '<th scope="row" lang="zh-Hans">测试会议</th>' in text
        assert 'lang="en">Zanzibar Meeting</td>' in text
        for expected in (">ZM</td>", "测会", "Zan Meeting"):
            assert expected in text
    assert "1 term" in page(client, reverse("knowledge:glossary") + "?q=测会")
    assert "No term holds these words." in page(client, reverse("knowledge:glossary") + "?q=nothing-holds-this")


def test_search_groups_what_it_finds_in_both_languages(client: Client) -> None:
    for build in builders.BUILDERS.values():
        build()
    builders.body()
    builders.theme()
    builders.term(term_en="Zanzibar", term_zh_hans="测试词")
    kinds = ["events", "documents", "trainings", "solutions", "funding", "briefs", "bodies", "themes", "glossary"]
    for words in ("zanzibar", "测试"):
        found = search(words)
        assert [part.kind for part in (*found.shelves, *found.groups)] == kinds
        assert [part.total for part in (*found.shelves, *found.groups)] == [1] * 9
        text = page(client, reverse("knowledge:search") + f"?q={words}", "zh-hans")
        assert all(f'id="shelf-{kind}"' in text or f'id="group-{kind}"' in text for kind in kinds)


@pytest.mark.parametrize(("words", "iso3"), [("KAZ", "KAZ"), ("蒙古国", "MNG"), ("Kyrgyzstan", "KGZ"), ("哈萨克", "KAZ")])
def test_search_finds_countries_by_any_of_their_names(words: str, iso3: str) -> None:
    (group,) = [group for group in search(words).groups if group.kind == "countries"]
    assert [country.iso3 for country in group.records] == [iso3]


def test_search_says_what_to_do(client: Client) -> None:
    address = reverse("knowledge:search")
    assert "Type one word or several" in page(client, address)
    assert "Type one word or several" in page(client, address + "?q=%20")
    assert "Nothing holds “&lt;b&gt;xyzzy”." in page(client, address + "?q=<b>xyzzy")
    assert 'class="errorlist"' in page(client, address + "?q=" + "x" * 201)
    assert 'class="errorlist"' in page(client, address + "?q=a%00b")


def test_search_leads_to_the_whole_list(client: Client) -> None:
    for _ in range(7):
        builders.solution()
    text = page(client, reverse("knowledge:search") + "?q=zanzibar")
    assert 'href="/en/knowledge/solutions/?words=zanzibar"' in text
    assert "All 7 entries" in text
