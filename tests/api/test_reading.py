"""The interface for programs: what it gives, in which language, and at what cost."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
import yaml
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from base.dates import Precision
from knowledge.models import Body, Country, GlossaryTerm, Theme
from tests.knowledge import builders

pytestmark = pytest.mark.django_db
LISTS = (
    *("countries", "organisations", "bodies", "themes", "glossary"),
    *("events", "documents", "trainings", "solutions", "funding", "briefs"),
    *("workplans", "activities", "deliverables"),
    *("frameworks", "results", "indicators", "observations", "cycles", "progress"),
)


def get(client: Client, address: str, **headers: str) -> dict:
    response = client.get(f"/api/v1/{address}", headers=headers)
    assert response.status_code == 200, response.content
    return response.json()


def test_the_index_names_every_list_and_the_schema(client: Client) -> None:
    index = get(client, "")
    assert sorted(index) == sorted((*LISTS, "entries", "evaluations", "schema"))
    assert index["events"] == "http://testserver/api/v1/events/"
    assert index["schema"] == "http://testserver/api/v1/schema/"


def test_the_schema_is_valid_and_complete(client: Client, tmp_path: object) -> None:
    file = tmp_path / "schema.yaml"
    call_command("spectacular", validate=True, fail_on_warn=True, file=str(file))
    paths = yaml.safe_load(file.read_text())["paths"]
    assert {f"/api/v1/{name}/" for name in LISTS} <= set(paths)
    written = {path: sorted(methods) for path, methods in paths.items() if list(methods) != ["get"]}
    assert written == {
        "/api/v1/entries/{id}/": ["get", "patch"],
        **{f"/api/v1/entries/{{id}}/{step}/": ["post"] for step in ("submit", "return", "approve", "publish")},
        "/api/v1/evaluations/{id}/": ["get", "patch"],
        **{f"/api/v1/evaluations/{{id}}/{step}/": ["post"] for step in ("submit", "return", "accept")},
    }
    told = [method for methods in paths.values() for method in methods.values()]
    assert all("lang" in [each["name"] for each in method["parameters"]] for method in told)
    assert client.get("/api/v1/schema/").status_code == 200


@pytest.mark.parametrize("name", LISTS)
def test_every_list_can_only_be_read(client: Client, name: str) -> None:
    for method in (client.post, client.put, client.patch, client.delete):
        assert method(f"/api/v1/{name}/").status_code in (403, 405)


def test_a_text_comes_in_the_language_asked_for(client: Client) -> None:
    assert get(client, "countries/KAZ/?lang=en")["name"] == "Kazakhstan"
    assert get(client, "countries/KAZ/?lang=zh-hans")["name"] == "哈萨克斯坦"
    assert get(client, "countries/KAZ/?lang=both")["name"] == {"zh-hans": "哈萨克斯坦", "en": "Kazakhstan"}
    chinese = {"Accept-Language": "zh-CN,zh;q=0.9,en;q=0.5"}
    assert get(client, "countries/KAZ/", **chinese)["name"] == "哈萨克斯坦"
    assert get(client, "countries/KAZ/?lang=en", **chinese)["name"] == "Kazakhstan"
    assert get(client, "countries/KAZ/")["name"] == "Kazakhstan"


@pytest.mark.parametrize(("lang", "said"), [("en", "en"), ("zh-hans", "zh-hans"), ("both", "zh-hans, en")])
def test_the_answer_says_its_language(client: Client, lang: str, said: str) -> None:
    response = client.get(f"/api/v1/countries/?lang={lang}")
    assert response["Content-Language"] == said
    assert "Accept-Language" in response["Vary"]


def test_another_language_is_refused(client: Client) -> None:
    response = client.get("/api/v1/countries/?lang=fr")
    assert (response.status_code, response.json()) == (400, {"lang": ["Ask for “en”, “zh-hans” or “both”."]})


def test_a_text_that_is_not_translated_is_null_and_never_the_other_language(client: Client) -> None:
    term = builders.term(term_en="only English")
    assert get(client, f"glossary/{term.slug}/?lang=zh-hans")["term"] is None
    assert get(client, f"glossary/{term.slug}/?lang=both")["term"] == {"zh-hans": None, "en": "only English"}


def test_an_event_with_everything(client: Client) -> None:
    theme, document = builders.theme(), builders.document()
    event = builders.event(
        title_en="Zanzibar dialogue",
        title_zh_hans="测试对话",
        kind="dialogue",
        status="planned",
        starts_on=date(2031, 7, 1),
        ends_on=date(2031, 9, 1),
        precision=Precision.MONTH,
        place_en="Almaty",
        countries=(builders.kazakhstan(),),
        themes=(theme,),
    )
    event.hosts.create(role_en="host country", country=builders.kazakhstan())
    event.outcomes.create(decision_en="Agreed.", theme=theme)
    event.documents.add(document)
    material = builders.material(event, is_sample=True)

    written = get(client, f"events/{event.slug}/?lang=en")
    assert written.pop("updated_at")
    assert written == {
        "slug": event.slug,
        "title": "Zanzibar dialogue",
        "summary": None,
        "countries": ["KAZ"],
        "themes": [theme.slug],
        "kind": "dialogue",
        "status": "planned",
        "body": None,
        "part_of": None,
        "starts_on": "2031-07-01",
        "ends_on": "2031-09-01",
        "precision": "month",
        "time_zone": "",
        "place": "Almaty",
        "mode": "unknown",
        "hosts": [{"role": "host country", "country": "KAZ", "organisation": None}],
        "outcomes": [{"theme": theme.slug, "decision": "Agreed."}],
        "materials": [
            {
                "kind": "slides",
                "title": "Slides",
                "file": f"http://testserver/en/knowledge/materials/{material.pk}/",
                "url": "",
                "is_sample": True,
            }
        ],
        "documents": [document.slug],
        "source_note": None,
        "is_sample": False,
        "page": f"http://testserver/en/knowledge/events/{event.slug}/",
    }


def test_grants_carry_exact_amounts_and_null_where_none_is_known(client: Client) -> None:
    call = builders.fund(closes_on=date(2031, 1, 1))
    builders.award(call, amount="27000000", countries=(builders.kazakhstan(),))
    builders.award(call, amount="0.50")
    builders.award(call, amount=None)
    written = get(client, f"funding/{call.slug}/")
    assert [award["amount"] for award in written["awards"]] == ["27000000", "0.5", None]
    assert written["awards"][0]["countries"] == ["KAZ"]
    undated = builders.fund()
    assert get(client, f"funding/{undated.slug}/")["is_open"] is None


def test_a_document_gives_its_files(client: Client) -> None:
    document = builders.document()
    file = builders.document_file(document, language="zh-hans")
    (written,) = get(client, f"documents/{document.slug}/?lang=zh-hans")["files"]
    assert written.pop("uploaded_at")
    assert written == {
        "language": "zh-hans",
        "url": f"http://testserver/en/knowledge/files/{file.pk}/",
        "size": len(builders.PDF),
        "sha256": file.sha256,
    }


def test_the_structure_is_complete(client: Client) -> None:
    for name, model in {"countries": Country, "bodies": Body, "themes": Theme, "glossary": GlossaryTerm}.items():
        assert get(client, f"{name}/")["count"] == model.objects.count()
    body = builders.body(parent=builders.body())
    body.members.set([builders.kazakhstan()])
    written = get(client, f"bodies/{body.slug}/?lang=zh-hans")
    assert (written["name"], written["parent"], written["members"]) == (body.name_zh_hans, body.parent.slug, ["KAZ"])


def test_lists_are_filtered_as_the_pages_are(client: Client) -> None:
    wanted = builders.document(countries=(builders.kazakhstan(),), document_type="plan")
    builders.document(document_type="plan")
    found = get(client, "documents/?words=zanzibar&type=plan&country=KAZ&year=2031")
    assert [each["slug"] for each in found["results"]] == [wanted.slug]
    refused = client.get("/api/v1/documents/?year=soon&country=ZZZ")
    assert (refused.status_code, set(refused.json())) == (400, {"year", "country"})


def test_lists_come_in_pages(client: Client) -> None:
    for _ in range(101):
        builders.solution()
    first = get(client, "solutions/?words=zanzibar")
    assert (first["count"], len(first["results"])) == (101, 100)
    assert first["next"] == "http://testserver/api/v1/solutions/?page=2&words=zanzibar"
    assert len(get(client, "solutions/?words=zanzibar&page=2")["results"]) == 1


@pytest.mark.parametrize("kind", builders.BUILDERS)
def test_a_list_costs_the_same_however_long(client: Client, kind: str) -> None:
    def grow(times: int) -> int:
        for _ in range(times):
            entry = builders.BUILDERS[kind](countries=(builders.kazakhstan(),), themes=(builders.theme(),))
            if kind == "events":
                entry.documents.add(builders.document())
                entry.hosts.create(role_en="host", organisation=builders.organisation())
                entry.outcomes.create(decision_en="Yes", theme=builders.theme())
            if kind == "documents":
                builders.document_file(entry)
            if kind == "funding":
                builders.award(entry, amount="1", countries=(builders.kazakhstan(),))
        return queries(client, f"{kind}/")

    assert grow(1) == grow(4)


@pytest.mark.parametrize(
    ("name", "grow"),
    [
        ("bodies", lambda: builders.body(parent=builders.body()).members.set([builders.kazakhstan()])),
        ("themes", lambda: builders.theme(parent=builders.theme(), strategy=builders.document())),
    ],
)
def test_the_structure_costs_the_same_however_much_there_is(client: Client, name: str, grow: Callable) -> None:
    def cost(times: int) -> int:
        for _ in range(times):
            grow()
        return queries(client, f"{name}/")

    assert cost(1) == cost(4)


def queries(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        get(client, address)
    return len(captured)


@pytest.mark.parametrize("name", ["", *(f"{name}/" for name in LISTS)])
def test_a_person_sees_a_page_without_foreign_parts(client: Client, name: str) -> None:
    response = client.get(f"/api/v1/{name}", headers={"Accept": "text/html"})
    page = response.content.decode()
    assert response.status_code == 200
    assert '<html lang="en">' in page
    assert "<script" not in page
    assert 'href="?lang=both"' in page
    assert '<a href="/en/">' in page
