"""Merging on the desk, and that what was merged is offered and shown nowhere."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.messages import get_messages
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from base import content
from base.versions import version_of
from knowledge.models import Document, Organisation, OrganisationMerge
from knowledge.services import merging
from tests import people
from tests.admin.posting import address_of, form_at
from tests.knowledge import builders
from tests.knowledge.builders import organisation

pytestmark = pytest.mark.django_db
LIST = "/admin/knowledge/organisation/"


@pytest.fixture
def editor(client: Client) -> Client:
    client.force_login(people.editor())
    return client


@pytest.fixture
def pair() -> tuple[Organisation, Organisation]:
    return (
        organisation(name_en="Zanzibar Centre", name_zh_hans="测试国疾病预防控制中心"),
        organisation(name_en="Zanzibar CDC", name_zh_hans="测试国疾控中心"),
    )


@pytest.fixture
def merge(pair: tuple[Organisation, Organisation]) -> OrganisationMerge:
    for each in pair:
        each.countries.set([builders.kazakhstan()])
    return merging.merge(kept=pair[0], merged=pair[1], by=people.editor())


def _page(*chosen: Organisation) -> str:
    return f"{LIST}merge/?" + "&".join(f"of={each.pk}" for each in chosen)


def _answers(kept: Organisation, *chosen: Organisation) -> dict[str, object]:
    return {"kept": kept.pk, **{f"seen_version_{each.pk}": version_of(each) for each in chosen}}


def _told(answer: HttpResponse) -> list[str]:
    return [str(message) for message in get_messages(answer.wsgi_request)]


# Merging --------------------------------------------------------------------------------------------------------------------


def test_two_chosen_in_the_list_lead_to_the_page_that_says_what_will_move(editor: Client, pair: tuple) -> None:
    builders.document(publisher=pair[1])
    builders.document(publisher=pair[1])
    answer = editor.post(LIST, {"action": "merge_selected", "_selected_action": [each.pk for each in pair]})
    assert answer.status_code == 302

    page = editor.get(answer.url)

    assert {each.pk for each, _field, _version in page.context["columns"]} == {each.pk for each in pair}
    (row,) = page.context["rows"]
    by_column = dict(zip([each.pk for each, _field, _version in page.context["columns"]], row.counts, strict=True))
    assert (row.kind, row.field, by_column) == ("Documents", "publisher", {pair[0].pk: 0, pair[1].pk: 2})
    for name in ("测试国疾病预防控制中心", "Zanzibar Centre", "测试国疾控中心", "Zanzibar CDC"):
        assert name in page.content.decode()


def test_one_alone_is_not_merged(editor: Client, pair: tuple) -> None:
    answer = editor.post(LIST, {"action": "merge_selected", "_selected_action": [pair[0].pk]})
    assert _told(answer) == ["Choose two or more organisations that are not merged yet."]
    for odd in ("", f"?of={pair[0].pk}", "?of=x&of=99999999999999999999"):
        assert editor.get(f"{LIST}merge/{odd}").status_code == 302


def test_the_page_merges_all_into_the_one_that_stays(editor: Client, pair: tuple) -> None:
    third = organisation(name_en="Third")
    documents = [builders.document(publisher=each) for each in (*pair, third)]

    answer = editor.post(_page(*pair, third), _answers(pair[0], *pair, third))

    assert answer.url == address_of(pair[0])
    assert {Document.objects.get(pk=each.pk).publisher for each in documents} == {pair[0]}
    assert _told(answer) == ["Merged; 5 records were moved."]  # two documents and three names
    assert set(OrganisationMerge.objects.values_list("kept", "merged")) == {(pair[0].pk, pair[1].pk), (pair[0].pk, third.pk)}


def test_who_did_not_see_the_newest_reads_again(editor: Client, pair: tuple) -> None:
    answers = _answers(pair[0], *pair)
    pair[1].name_en = "Something else"
    pair[1].save()

    page = editor.post(_page(*pair), answers)

    assert "Somebody changed one of these organisations while you were reading" in page.content.decode()
    assert OrganisationMerge.objects.count() == 0
    assert editor.post(_page(*pair), {"kept": pair[0].pk}).status_code == 200  # nor who saw none at all
    assert "Say which one stays." in editor.post(_page(*pair), {}).content.decode()
    assert OrganisationMerge.objects.count() == 0


def test_one_that_is_not_on_the_page_cannot_stay(editor: Client, pair: tuple) -> None:
    other = organisation()
    assert editor.post(_page(*pair), _answers(other, *pair)).status_code == 200
    assert OrganisationMerge.objects.count() == 0


@pytest.mark.parametrize("make", [people.reviewer, people.focal_point])
def test_others_see_neither_the_action_nor_the_page(client: Client, pair: tuple, make: object) -> None:
    client.force_login(make())
    assert "merge_selected" not in client.get(LIST).content.decode()
    assert client.get(_page(*pair)).status_code == 403
    assert client.post(_page(*pair), _answers(pair[0], *pair)).status_code == 403
    client.logout()
    assert client.get(_page(*pair)).status_code == 302


# Undoing --------------------------------------------------------------------------------------------------------------------


def test_the_button_undoes_a_merge_and_its_page_says_what_stayed(editor: Client, merge: OrganisationMerge) -> None:
    document = builders.document(publisher=merge.kept)
    merge.moved = [
        *merge.moved,
        {**merge.moved[0], "kind": "pointed", "model": "knowledge.document", "field": "publisher", "pk": 0},
    ]
    merge.save()
    page = editor.get(address_of(merge)).content.decode()
    assert "Undo this merge" in page

    editor.post(f"/admin/knowledge/organisationmerge/{merge.pk}/step/undo/", {"seen_version": ""})

    page = editor.get(address_of(merge)).content.decode()
    assert "Undo this merge" not in page
    assert "not there any more" in page
    assert Document.objects.get(pk=document.pk).publisher == merge.kept
    assert not Organisation.objects.filter(merged_into__isnull=False).exists()


def test_reviewers_do_not_see_the_merges(client: Client, merge: OrganisationMerge) -> None:
    client.force_login(people.reviewer())
    assert client.get(address_of(merge)).status_code == 403
    assert client.post(f"/admin/knowledge/organisationmerge/{merge.pk}/step/undo/", {"seen_version": ""}).status_code == 403
    assert not OrganisationMerge.objects.get().is_undone


# Shown nowhere --------------------------------------------------------------------------------------------------------------


def test_what_was_merged_is_not_offered_to_choose(editor: Client, merge: OrganisationMerge) -> None:
    asked = {"app_label": "knowledge", "model_name": "document", "field_name": "publisher", "term": "Zanzibar C"}
    offered = editor.get("/admin/autocomplete/", asked).json()["results"]
    assert [each["id"] for each in offered] == [str(merge.kept.pk)]  # by the name that the other one brought, too

    document = builders.document(publisher=merge.kept)
    posted = form_at(editor, address_of(document)) | {"publisher": merge.merged.pk}
    page = editor.post(address_of(document), posted)
    assert page.context["adminform"].form.errors["publisher"] == [
        "Select a valid choice. That choice is not one of the available choices."
    ]


def test_the_list_shows_it_only_when_asked(editor: Client, merge: OrganisationMerge) -> None:
    def listed(query: str) -> set[Organisation]:
        return set(editor.get(f"{LIST}?{query}").context["cl"].queryset)

    assert merge.kept in listed("q=Zanzibar")
    assert merge.merged not in listed("q=Zanzibar")
    assert listed("q=Zanzibar&merged=yes") == {merge.merged}


def test_it_cannot_be_changed_while_it_is_merged(editor: Client, merge: OrganisationMerge) -> None:
    page = editor.get(address_of(merge.merged)).content.decode()
    assert 'name="_save"' not in page
    assert address_of(merge.kept) in page
    assert editor.post(address_of(merge.merged), {"name_en": "Another"}).status_code == 403


def test_it_is_on_no_page_and_in_no_interface(client: Client, merge: OrganisationMerge) -> None:
    shown = client.get(reverse("knowledge:country", args=["kaz"])).context["organisations"]
    assert (merge.kept in shown, merge.merged in shown) == (True, False)

    slugs = [each["slug"] for each in client.get("/api/v1/organisations/?lang=en&page_size=200").json()["results"]]
    assert (merge.kept.slug in slugs, merge.merged.slug in slugs) == (True, False)


def test_the_interface_tells_all_names_and_leads_on_from_the_old_address(client: Client, merge: OrganisationMerge) -> None:
    answer = client.get(f"/api/v1/organisations/{merge.merged.slug}/?lang=both", follow=True)

    assert answer.redirect_chain == [(f"/api/v1/organisations/{merge.kept.slug}/?lang=both", 302)]
    assert answer.json()["name"] == {"zh-hans": "测试国疾病预防控制中心", "en": "Zanzibar Centre"}
    assert answer.json()["names"] == ["测试国疾控中心", "Zanzibar CDC"]
    assert answer.json()["countries"] == ["KAZ"]


def test_possible_duplicates_are_listed(editor: Client, pair: tuple) -> None:
    found = set(editor.get(f"{LIST}?alike=yes").context["cl"].queryset)
    assert set(pair) <= found
    assert Organisation.objects.get(slug="adb") not in found


def test_two_new_rows_with_one_name_are_refused(editor: Client, pair: tuple) -> None:
    posted = form_at(editor, address_of(pair[0])) | {"names-TOTAL_FORMS": "2", "names-0-name": "Z C", "names-1-name": "z.c."}
    page = editor.post(address_of(pair[0]), posted)
    assert "This name stands here twice." in page.content.decode()
    assert pair[0].names.count() == 0


def test_the_desk_warns_of_a_name_that_another_one_has(editor: Client, pair: tuple) -> None:
    posted = form_at(editor, address_of(pair[0])) | {"name_en": "ZANZIBAR CDC"}
    answer = editor.post(address_of(pair[0]), posted)
    assert answer.status_code == 302
    assert "Zanzibar CDC is called “ZANZIBAR CDC” as well. If both are one organisation, merge them." in _told(answer)


# Content loaded again -------------------------------------------------------------------------------------------------------


def test_loading_the_content_again_does_not_undo_a_merge(tmp_path: Path) -> None:
    """The files still name the one that was merged; what they say of it holds for the one that stays."""
    adb, fund = Organisation.objects.get(slug="adb"), organisation(slug="merged-bank", name_en="Merged bank")
    merging.merge(kept=fund, merged=adb, by=people.editor())
    published = Document.objects.filter(publisher=fund).count()
    assert published > 0

    files = content.fixture_files(settings.BASE_DIR / "fixtures", samples=True)
    assert content.load(files) == {}

    assert Organisation.objects.get(slug="adb").merged_into == fund
    assert Document.objects.filter(publisher=fund).count() == published
    assert not Document.objects.filter(publisher=adb).exists()
