"""Two people at one form of the admin: nobody's save disappears below the other's, and nothing typed is lost."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils import translation

from base.versions import version_of
from knowledge.models import Country, Event, GlossaryTerm
from results.models import ProgressEntry
from results.services import reviewing
from tests import people
from tests.admin.posting import address_of, delete, form_at, press
from tests.knowledge import builders as catalogue
from tests.results import builders

pytestmark = pytest.mark.django_db


def _as(user: object) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def term() -> GlossaryTerm:
    return GlossaryTerm.objects.create(slug="health-desk", term_en="Health desk", term_zh_hans="卫生工作台", note_en="Note")


@pytest.fixture
def ann() -> Client:
    return _as(people.editor(first_name="Ann", last_name="Lee"))


@pytest.fixture
def ben() -> Client:
    return _as(people.editor(first_name="Ben", last_name="Wu"))


def _now(term: GlossaryTerm) -> GlossaryTerm:
    return GlossaryTerm.objects.get(pk=term.pk)


def _value(response: object, name: str) -> object:
    return response.context["adminform"].form[name].value()


def test_a_save_over_a_newer_one_shows_both_and_writes_nothing(term: GlossaryTerm, ann: Client, ben: Client) -> None:
    opened_by_ben = form_at(ben, address_of(term))
    ann.post(address_of(term), form_at(ann, address_of(term)) | {"term_en": "Health counter", "abbreviation": "HC"})

    response = ben.post(address_of(term), opened_by_ben | {"term_en": "Health office", "note_en": "Written by Ben"})

    assert (_now(term).term_en, _now(term).abbreviation, _now(term).note_en) == ("Health counter", "HC", "Note")
    (conflict,) = response.context["conflicts"]
    assert str(conflict.by.get_full_name()) == "Ann Lee"
    assert [(row.label, row.stored, row.typed, row.by_them, row.by_you) for row in conflict.rows] == [
        ("Official term (English)", "Health counter", "Health office", True, True),
        ("Abbreviation", "HC", "", True, False),
        ("Note (English)", "Note", "Written by Ben", False, True),
    ]
    assert (_value(response, "term_en"), _value(response, "note_en")) == ("Health office", "Written by Ben")
    assert _value(response, "abbreviation") == "HC"  # he typed nothing there
    page = response.content.decode()
    assert "saved by Ann Lee" in page
    assert page.count('role="alert"') == 1


def test_pressing_save_again_is_a_save_done_knowingly(term: GlossaryTerm, ann: Client, ben: Client) -> None:
    opened_by_ben = form_at(ben, address_of(term))
    ann.post(address_of(term), form_at(ann, address_of(term)) | {"term_en": "Health counter", "abbreviation": "HC"})
    shown = ben.post(address_of(term), opened_by_ben | {"term_en": "Health office"})

    again = {bound.html_name: bound.value() or "" for bound in shown.context["adminform"].form}
    assert ben.post(address_of(term), again).status_code == 302

    assert (_now(term).term_en, _now(term).abbreviation) == ("Health office", "HC")
    assert [row.term_en for row in term.history.all()] == ["Health office", "Health counter", "Health desk"]


def test_a_third_save_meanwhile_is_told_again(term: GlossaryTerm, ann: Client, ben: Client) -> None:
    opened_by_ben = form_at(ben, address_of(term))
    ann.post(address_of(term), form_at(ann, address_of(term)) | {"term_en": "Health counter"})
    shown = ben.post(address_of(term), opened_by_ben | {"term_en": "Health office"})
    again = {bound.html_name: bound.value() or "" for bound in shown.context["adminform"].form}
    ann.post(address_of(term), form_at(ann, address_of(term)) | {"term_en": "Health window"})

    assert ben.post(address_of(term), again).status_code == 200
    assert _now(term).term_en == "Health window"


@pytest.mark.parametrize("version", [None, "", "0", "forged", "9" * 30])
def test_a_missing_or_forged_version_is_no_free_pass(term: GlossaryTerm, ben: Client, version: str | None) -> None:
    posted = form_at(ben, address_of(term)) | {"term_en": "Health office"}
    del posted["seen_version"]

    response = ben.post(address_of(term), posted if version is None else posted | {"seen_version": version})

    assert _now(term).term_en == "Health desk"
    assert [row.by_them for row in response.context["conflicts"][0].rows] == [None]
    assert _value(response, "term_en") == "Health office"


def test_a_new_record_needs_no_version(ben: Client) -> None:
    posted = {"slug": "new-term", "term_en": "New", "term_zh_hans": "新", "abbreviation": ""}
    assert ben.post("/admin/knowledge/glossaryterm/add/", posted).status_code == 302
    assert GlossaryTerm.objects.filter(slug="new-term").exists()


def test_an_invalid_form_tells_the_conflict_as_well(term: GlossaryTerm, ann: Client, ben: Client) -> None:
    opened_by_ben = form_at(ben, address_of(term))
    ann.post(address_of(term), form_at(ann, address_of(term)) | {"note_en": "Ann's"})
    response = ben.post(address_of(term), opened_by_ben | {"term_en": "", "note_en": "Ben's"})
    assert [row.field for row in response.context["conflicts"][0].rows] == ["term_en", "note_en"]
    assert "term_en" in response.context["adminform"].form.errors


def test_choices_of_other_records_are_compared(ann: Client, ben: Client) -> None:
    event = catalogue.event(state="draft")
    first, second = Country.objects.all()[:2]
    opened_by_ben = form_at(ben, address_of(event))
    ann.post(address_of(event), form_at(ann, address_of(event)) | {"countries": [first.pk]})

    response = ben.post(address_of(event), opened_by_ben | {"countries": [second.pk]})

    (row,) = [row for row in response.context["conflicts"][0].rows if row.field == "countries"]
    assert (row.stored, row.typed, row.by_them, row.by_you) == (str(first), str(second), True, True)
    assert list(event.countries.all()) == [first]
    # Who typed nothing there gets theirs.
    response = ben.post(address_of(event), opened_by_ben | {"title_en": "Ben's title"})
    assert [int(key) for key in _value(response, "countries")] == [first.pk]


def test_a_record_deleted_meanwhile_keeps_what_was_typed(term: GlossaryTerm, ben: Client) -> None:
    opened_by_ben = form_at(ben, address_of(term))
    delete(_as(people.administrator(first_name="Ann", last_name="Lee")), term)

    response = ben.post(address_of(term), opened_by_ben | {"term_en": "Health <office>"})

    page = response.content.decode()
    assert response.status_code == 409
    assert "deleted by Ann Lee" in page
    assert "Health &lt;office&gt;" in page
    assert ben.post("/admin/knowledge/glossaryterm/add/", dict(response.context["as_new"])).status_code == 302
    assert GlossaryTerm.objects.get(slug="health-desk").term_en == "Health <office>"


def test_who_may_not_change_a_record_learns_nothing_of_its_deletion(term: GlossaryTerm) -> None:
    address = address_of(term)
    term.delete()
    assert _as(people.focal_point()).post(address, {"term_en": "Forged"}).status_code in (302, 403)


def test_going_back_to_an_old_version_does_not_pass_over_a_newer_save(term: GlossaryTerm, ann: Client, ben: Client) -> None:
    first = term.history.first()
    revert = address_of(term, f"history/{first.pk}")
    opened_by_ben = form_at(ben, revert)
    ann.post(address_of(term), form_at(ann, address_of(term)) | {"term_en": "Health counter"})

    response = ben.post(revert, opened_by_ben)

    assert _now(term).term_en == "Health counter"
    assert [(row.stored, row.typed) for row in response.context["conflicts"][0].rows] == [("Health counter", "Health desk")]
    assert ben.post(revert, form_at(ben, revert)).status_code == 302
    assert _now(term).term_en == "Health desk"


def test_going_back_brings_a_deleted_record_back(term: GlossaryTerm, ann: Client) -> None:
    version, key = term.history.first(), term.pk
    term.delete()
    revert = f"/admin/knowledge/glossaryterm/{key}/history/{version.pk}/"
    assert ann.post(revert, form_at(ann, revert)).status_code == 302
    assert GlossaryTerm.objects.get(pk=key).term_en == "Health desk"


def test_going_back_brings_the_choices_back(ann: Client) -> None:
    event = catalogue.event(state="draft")
    first, second = Country.objects.all()[:2]
    for chosen in ([first.pk], [second.pk], []):
        ann.post(address_of(event), form_at(ann, address_of(event)) | {"countries": chosen})
    with_first = event.history.order_by("history_id")[event.history.count() - 3]

    revert = address_of(event, f"history/{with_first.pk}")
    assert ann.get(revert).context["adminform"].form["countries"].value() == [first.pk]
    ann.post(revert, form_at(ann, revert))
    assert list(event.countries.all()) == [first]


def test_what_nobody_could_type_is_no_row_and_a_moved_state_is_a_note() -> None:
    entry = builders.entry(author=people.editor())
    client = _as(people.editor())
    opened = form_at(client, address_of(entry))
    theirs = ProgressEntry.objects.get(pk=entry.pk)
    theirs.narrative_en, theirs.narrative_zh_hans = "Theirs: 230.", "他们的：230。"
    reviewing.record(entry=theirs, by=people.editor())
    only_text = client.post(address_of(entry), opened | {"narrative_en": "Mine: 230."})
    (conflict,) = only_text.context["conflicts"]
    assert [row.field for row in conflict.rows] == ["narrative_zh_hans", "narrative_en"]  # another author is no row
    assert conflict.state is None

    theirs.refresh_from_db()
    reviewing.submit(entry=theirs, by=people.editor())
    submitted = client.post(address_of(entry), opened | {"narrative_en": "Mine: 230."})
    (conflict,) = submitted.context["conflicts"]
    assert [row.field for row in conflict.rows] == ["narrative_zh_hans", "narrative_en"]
    assert "Meanwhile its state has moved from “draft” to “submitted”." in submitted.content.decode()


@pytest.mark.parametrize("version", [None, "0"])
def test_a_step_needs_the_version_that_was_read(version: str | None) -> None:
    reviewer, event = _as(people.reviewer()), catalogue.event(state="draft")
    posted = {} if version is None else {"seen_version": version}
    page = reviewer.post(address_of(event, "step/publish"), posted, follow=True).content.decode()
    assert "Somebody changed this record while you were reading it." in page
    assert Event.objects.get(pk=event.pk).state == "draft"
    press(reviewer, event, "publish")
    assert Event.objects.get(pk=event.pk).state == "published"


def test_a_form_carries_its_version_and_speaks_chinese(term: GlossaryTerm, ann: Client, ben: Client) -> None:
    opened_by_ben = form_at(ben, address_of(term))
    assert opened_by_ben["seen_version"] == version_of(term)
    ann.post(address_of(term), form_at(ann, address_of(term)) | {"term_en": "Health counter"})
    ben.cookies["django_language"] = "zh-hans"
    with translation.override("zh-hans"):
        page = ben.post(address_of(term), opened_by_ben | {"term_en": "Health office"}).content.decode()
    assert "在您编辑期间，他人保存了这条记录" in page
    assert "Somebody" not in page
