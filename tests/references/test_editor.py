"""What helps to write references: suggestions, previews, and the stored text as it reads."""

from __future__ import annotations

import pytest
from django.test import Client

from results.enums import ObservationKind
from results.models import EntryFigure, ProgressEntry
from tests import people
from tests.admin.posting import address_of
from tests.references.building import FIRST_HALF, YEAR, counted, tell
from tests.results import builders

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client: Client) -> Client:
    client.force_login(people.editor())
    return client


def suggested(client: Client, typed: str, language: str = "en") -> list[tuple[str, str]]:
    options = client.get(f"/{language}/results/references/suggest/", {"typed": typed}).json()["options"]
    return [(each["value"], each["note"]) for each in options]


def previewed(client: Client, text: str, language: str = "en") -> str:
    return client.post("/en/results/references/preview/", {"text": text, "language": language}).json()["html"]


def test_codes_then_measures_then_periods_with_what_they_say(editor: Client) -> None:
    measure = counted("ED-1")
    tell(measure, *YEAR, 1_000_000)
    tell(measure, *FIRST_HALF, 3)
    tell(measure, *YEAR, 7, kind=ObservationKind.BASELINE)

    assert suggested(editor, " ed-") == [("ED-1:", "Indicator ED-1")]
    assert suggested(editor, "指标ED", "zh-hans") == [("ED-1:", "指标ED-1")]
    assert suggested(editor, "ed-1:pe") == [("ED-1:people@", "People")]
    assert suggested(editor, "ED-1:people@") == [
        ("ED-1:people@2031", "2031 · 1 million participations"),
        ("ED-1:people@2031H1", "H1 2031 · 3 participations"),
        ("ED-1:people@latest", "the last figure reported, whenever that is · 1 million participations"),
        ("ED-1:people@baseline", "the baseline · 7 participations"),
    ]
    assert suggested(editor, "ED-1:people@2031h") == [("ED-1:people@2031H1", "H1 2031 · 3 participations")]
    assert suggested(editor, "ED-1:people@2031H1|", "zh-hans")[0][0] == "ED-1:people@2031H1|number"
    assert suggested(editor, "NONE:") == suggested(editor, "NONE:m@") == suggested(editor, "}{") == []


def test_a_list_is_no_longer_than_can_be_read(editor: Client) -> None:
    assert len(suggested(editor, "")) == 8


def test_the_preview_reads_as_the_page_will_and_marks_what_it_will_not_show(editor: Client) -> None:
    measure = counted("ED-2")
    tell(measure, *YEAR, 5)
    tell(counted("ED-3", is_public=False), *YEAR, 5)
    entry = ProgressEntry.objects.create(cycle=builders.cycle(year=2032), indicator=measure.indicator)
    EntryFigure.objects.create(entry=entry, measure=measure, value=6543)

    html = previewed(editor, "**{{ ED-2@2031 }}** {{ ED-2@2032H1 }} {{ ED-3@2031 }} <b onclick='x'>{{ X<b> }}</b>")
    assert "<strong><a href=" in html
    assert ">5 participations</a></strong>" in html
    assert html.count('<mark class="unknown-reference"') == 3
    assert "not approved yet" in html
    assert "6543" not in html
    assert "No public framework shows this indicator yet" in html
    assert "onclick" not in html
    assert "{{ X&lt;b&gt; }}</mark>" in html
    assert ">5人次</a>" in previewed(editor, "{{ ED-2@2031 }}", "zh-hans")


def test_only_people_who_work_here_are_answered(client: Client) -> None:
    for signed_in in (False, True):
        if signed_in:
            user = people.person()
            user.is_staff = False
            user.save()
            client.force_login(user)
        assert client.get("/en/results/references/suggest/", {"typed": ""}).status_code == 403
        assert client.post("/en/results/references/preview/", {"text": "", "language": "en"}).status_code == 403


def test_what_makes_no_sense_is_refused(editor: Client) -> None:
    for posted in ({"text": "a", "language": "fr"}, {"text": "a" * 100_001, "language": "en"}):
        assert editor.post("/en/results/references/preview/", posted).status_code == 400
    assert editor.get("/en/results/references/preview/").status_code == 405
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(people.editor())
    assert strict.post("/en/results/references/preview/", {"text": "", "language": "en"}).status_code == 403


def test_the_form_tells_the_script_where_to_ask_and_shows_the_stored_text(editor: Client) -> None:
    tell(counted("ED-4"), *YEAR, 5)
    entry = builders.entry(author=None)
    ProgressEntry.objects.filter(pk=entry.pk).update(narrative_en="Now {{ ED-4@2031 }}", narrative_zh_hans="现有{{ ED-4@2031 }}")

    page = editor.get(address_of(entry))
    widget = page.context["adminform"].form.fields["narrative_zh_hans"].widget
    assert widget.attrs["data-live-text"] == "zh-hans"
    assert str(widget.attrs["data-suggest-url"]) == "/en/results/references/suggest/"
    assert "admin_brand/references.js" in page.content.decode()
    assert ">5 participations</a>" in page.content.decode()
    assert ">5人次</a>" in page.content.decode()
    assert "as_it_reads" not in page.context["adminform"].form.fields
