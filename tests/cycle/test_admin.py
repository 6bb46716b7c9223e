"""The reporting cycle in the admin: opening, figures beside the text, country progress by steps, the own country alone."""

from __future__ import annotations

import pytest

from accounts.models import Notice
from knowledge.models import Country
from results.enums import EntryState
from results.models import CountryProgress, EntryFigure, ProgressEntry, ReportingCycle
from results.services import reviewing
from tests import people
from tests.admin.posting import address_of, form_at
from tests.cycle import builders
from tests.cycle.posting import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def cycle() -> ReportingCycle:
    return builders.cycle()


@pytest.fixture
def countries() -> list[Country]:
    return builders.members(2)


def _step(client: object, record: object, name: str, **posted: str) -> str:
    seen = client.get(address_of(record)).context["seen_version"]
    response = client.post(address_of(record, f"step/{name}"), {"seen_version": seen, **posted}, follow=True)
    return response.content.decode()


def test_an_editor_opens_a_cycle_with_a_button(cycle: ReportingCycle) -> None:
    builders.indicator(cycle)
    client = signed_in(people.editor())
    assert "14 August 2031" in client.get(address_of(cycle)).content.decode()
    assert "Opened: what was missing is there now." in _step(client, cycle, "open")
    assert ProgressEntry.objects.filter(cycle=cycle).count() == 1
    assert "step/open" not in signed_in(people.reviewer()).get(address_of(cycle)).content.decode()


def test_in_chinese_the_end_of_the_period_is_no_deadline(cycle: ReportingCycle) -> None:
    client = signed_in(people.editor())
    client.cookies["django_language"] = "zh-hans"
    page = client.get(address_of(cycle))
    assert page.context["adminform"].form["period_end"].label == "结束日期"
    assert page.context["inline_admin_formsets"][0].formset.empty_form["due_on"].label == "截止日期"


def test_a_figure_typed_beside_the_text_takes_an_approved_entry_back(cycle: ReportingCycle) -> None:
    entry = builders.entry(cycle, author=people.editor(), state=EntryState.SUBMITTED)
    entry = reviewing.approve(entry=entry, by=people.reviewer())
    editor = people.editor()
    client = signed_in(editor)
    posted = form_at(client, address_of(entry))
    row = {"measure": builders.measure_of(entry).pk, "sex": "", "category": "", "state": "reported", "operator": "", "value": "12"}
    posted |= {"figures-TOTAL_FORMS": "1", **{f"figures-0-{name}": value for name, value in row.items()}}

    response = client.post(address_of(entry), posted)

    assert response.status_code == 302, response.context["errors"]
    entry.refresh_from_db()
    assert (entry.state, entry.author) == (EntryState.DRAFT, editor)
    assert EntryFigure.objects.get(entry=entry).value == 12


def test_country_progress_goes_through_review(cycle: ReportingCycle, countries: list[Country]) -> None:
    focal, reviewer = people.focal_point(country=countries[0]), people.reviewer()
    progress = builders.country_progress(cycle, countries[0], author=focal)
    assert "Submitted for review." in _step(signed_in(focal), progress, "submit")
    assert "Returned to the author." in _step(signed_in(reviewer), progress, "return", note="Which law?")
    assert "Submitted for review." in _step(signed_in(focal), progress, "submit")
    assert "Approved." in _step(signed_in(reviewer), progress, "approve")
    assert "Published." in _step(signed_in(reviewer), progress, "publish")
    assert CountryProgress.objects.get(pk=progress.pk).state == EntryState.PUBLISHED


def test_saving_nothing_leaves_country_progress_with_the_reviewers(cycle: ReportingCycle, countries: list[Country]) -> None:
    progress = builders.country_progress(cycle, countries[0], author=people.editor(), state=EntryState.SUBMITTED)
    client = signed_in(people.editor())
    client.post(address_of(progress), form_at(client, address_of(progress)))
    progress.refresh_from_db()
    assert progress.state == EntryState.SUBMITTED
    client.post(address_of(progress), form_at(client, address_of(progress)) | {"summary_en": "New."})
    progress.refresh_from_db()
    assert progress.state == EntryState.DRAFT


def test_a_focal_point_reaches_the_own_countrys_entries_alone(cycle: ReportingCycle, countries: list[Country]) -> None:
    own, theirs, regional = (builders.entry(cycle, country=country) for country in (*countries, None))
    figure = EntryFigure.objects.create(entry=theirs, measure=builders.measure_of(theirs), value=1)
    client = signed_in(people.focal_point(country=countries[0]))
    assert client.get(address_of(own)).status_code == 200
    for record in (theirs, regional, figure):
        assert client.get(address_of(record)).status_code == 302
        assert client.post(address_of(record), {"narrative_en": "x"}).status_code == 302
    listed = client.get("/admin/results/progressentry/").context["cl"].queryset
    assert list(listed.filter(cycle=cycle)) == [own]
    row = {"entry": theirs.pk, "measure": builders.measure_of(theirs).pk, "state": "reported", "value": "9"}
    client.post("/admin/results/entryfigure/add/", row)
    assert EntryFigure.objects.filter(entry=theirs).count() == 1
    desk = client.get("/admin/").context["desk"]
    assert {entry.country for entry in desk.writing} == {countries[0]}


def test_the_outbox_is_only_read() -> None:
    notice = Notice.objects.create(kind="opened", recipient=people.editor(), key="k", error="refused")
    client = signed_in(people.administrator())
    assert "refused" in client.get("/admin/accounts/notice/").content.decode()
    assert client.post(address_of(notice), {"error": ""}).status_code == 403
    assert client.get("/admin/accounts/notice/add/").status_code == 403
    assert client.post(address_of(notice, "delete"), {"post": "yes"}).status_code == 403
    assert signed_in(people.focal_point()).get("/admin/accounts/notice/").status_code == 403
