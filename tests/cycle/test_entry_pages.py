"""The pages on which entries are written and reviewed."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from knowledge.models import Country
from results.enums import EntryState
from results.models import CountryProgress, EntryFigure, EvidenceFile, Observation, ProgressEntry, Result
from results.services import reviewing
from tests import people
from tests.cycle import builders
from tests.cycle.posting import fields_of, signed_in
from tests.pages import builders as pages

pytestmark = pytest.mark.django_db


@pytest.fixture
def countries() -> list[Country]:
    return builders.members(2)


@pytest.fixture
def entry(countries: list[Country]) -> ProgressEntry:
    """The first country's entry."""
    cycle = builders.cycle()
    return builders.entry(cycle, about=builders.indicator(cycle, by_country=True), country=countries[0])


def _address(record: object) -> str:
    page = "entries" if isinstance(record, ProgressEntry) else "country-progress"
    return f"/en/results/{page}/{record.pk}/"


def _form(client: Client, record: object) -> dict[str, list[str]]:
    response = client.get(_address(record))
    assert response.status_code == 200
    return fields_of(response.content.decode())


def _cell(entry: ProgressEntry, field: str = "value") -> str:
    return f"f{builders.measure_of(entry).pk}-all-0-{field}"


def test_a_focal_point_writes_the_own_countrys_text_and_figure_and_submits(entry: ProgressEntry, countries: list[Country]) -> None:
    focal = people.focal_point(country=countries[0])
    client = signed_in(focal)
    posted = _form(client, entry) | {
        "narrative_en": "187 people.",
        "narrative_zh_hans": "187人。",
        _cell(entry): "1,870",
        "action": "submit",
    }

    page = client.post(_address(entry), posted, follow=True).content.decode()

    assert "Submitted for review." in page
    entry.refresh_from_db()
    assert (entry.state, entry.author, entry.narrative_zh_hans) == (EntryState.SUBMITTED, focal, "187人。")
    assert EntryFigure.objects.get(entry=entry).value == 1870


def test_full_width_digits_are_digits_and_a_state_stands_for_what_is_not_there(entry: ProgressEntry) -> None:
    client = signed_in(people.editor())
    client.post(_address(entry), _form(client, entry) | {_cell(entry): "１２３", "action": "save"})
    assert EntryFigure.objects.get(entry=entry).value == 123
    told = {_cell(entry): "", _cell(entry, "state"): "not_available", "action": "save"}
    client.post(_address(entry), _form(client, entry) | told)
    assert EntryFigure.objects.values_list("state", "value").get(entry=entry) == ("not_available", None)


def test_others_do_not_even_learn_that_it_exists(entry: ProgressEntry, countries: list[Country]) -> None:
    progress = builders.country_progress(entry.cycle, countries[0])
    regional = builders.entry(entry.cycle, about=entry.indicator)
    for person in (people.focal_point(country=countries[1]), people.focal_point(), people.person()):
        for record in (entry, progress, regional):
            assert signed_in(person).get(_address(record)).status_code == 404
            assert signed_in(person).post(_address(record), {"action": "save", "narrative_en": "x"}).status_code == 404
    assert Client().get(_address(entry)).status_code == 302


def test_what_was_typed_stays_when_a_figure_is_wrong(entry: ProgressEntry) -> None:
    client = signed_in(people.editor())
    posted = _form(client, entry) | {"narrative_en": "Typed <long>.", _cell(entry): "many", "action": "save"}

    response = client.post(_address(entry), posted)

    assert response.status_code == 422
    page = response.content.decode()
    assert "Typed &lt;long&gt;." in page
    assert 'value="many"' in page
    assert ProgressEntry.objects.get(pk=entry.pk).narrative_en == "230 people took part."
    assert ProgressEntry.objects.get(pk=entry.pk).history.count() == 1


def test_a_figure_that_cannot_be_is_named_in_its_row(entry: ProgressEntry) -> None:
    client = signed_in(people.editor())
    response = client.post(_address(entry), _form(client, entry) | {_cell(entry): "-3", "action": "save"})
    assert response.status_code == 422
    assert "A count cannot be negative." in response.content.decode()


def test_saving_nothing_changes_nothing(entry: ProgressEntry) -> None:
    editor, client = people.editor(), signed_in(people.editor())
    ProgressEntry.objects.filter(pk=entry.pk).update(state=EntryState.SUBMITTED, author=editor)
    page = client.post(_address(entry), _form(client, entry) | {"action": "save"}, follow=True).content.decode()
    assert "There was nothing to save" in page
    assert ProgressEntry.objects.values_list("state", "author").get(pk=entry.pk) == (EntryState.SUBMITTED, editor.pk)


def test_a_save_over_somebody_elses_shows_both_and_keeps_what_was_typed(entry: ProgressEntry) -> None:
    slow, quick = signed_in(people.editor()), signed_in(people.editor())
    read = _form(slow, entry)
    quick.post(_address(entry), _form(quick, entry) | {"narrative_en": "Theirs.", _cell(entry): "5", "action": "save"})

    response = slow.post(_address(entry), read | {"narrative_zh_hans": "我的。", "action": "save"})

    assert response.status_code == 409
    page = response.content.decode()
    assert "Somebody else saved this" in page
    again = fields_of(page)
    assert (again["narrative_en"], again["narrative_zh_hans"], again[_cell(entry)]) == (["Theirs."], ["我的。"], ["5"])
    assert 'form="entry-form" name="_save_mine"' in page
    slow.post(_address(entry), again | {"_save_mine": "1"})
    now = ProgressEntry.objects.get(pk=entry.pk)
    assert (now.narrative_en, now.narrative_zh_hans) == ("Theirs.", "我的。")
    assert EntryFigure.objects.get(entry=entry).value == 5


def test_two_figures_of_two_people_both_stay(entry: ProgressEntry) -> None:
    other = pages.measure(entry.indicator)
    slow, quick = signed_in(people.editor()), signed_in(people.editor())
    first = entry.indicator.measures.exclude(pk=other.pk).get()
    read = _form(slow, entry)
    quick.post(_address(entry), _form(quick, entry) | {f"f{first.pk}-all-0-value": "5", "action": "save"})
    refused = slow.post(_address(entry), read | {f"f{other.pk}-all-0-value": "7", "action": "save"})
    assert refused.status_code == 409
    slow.post(_address(entry), fields_of(refused.content.decode()) | {"action": "save"})
    assert dict(EntryFigure.objects.filter(entry=entry).values_list("measure", "value")) == {first.pk: 5, other.pk: 7}


def test_a_refused_submission_keeps_what_was_saved_and_says_why(entry: ProgressEntry) -> None:
    client = signed_in(people.editor())
    posted = _form(client, entry) | {"narrative_zh_hans": "", "narrative_en": "New.", "action": "submit"}
    page = client.post(_address(entry), posted, follow=True).content.decode()
    assert "must be written in both languages" in page
    assert "Your changes are saved; the state is as it was." in page
    assert ProgressEntry.objects.values_list("state", "narrative_en").get(pk=entry.pk) == (EntryState.DRAFT, "New.")


def test_a_reviewer_reads_approves_and_publishes(entry: ProgressEntry) -> None:
    editor, reviewer = people.editor(), people.reviewer()
    reviewing.submit(entry=reviewing.record(entry=entry, by=editor), by=editor)
    client = signed_in(reviewer)
    page = client.get(_address(entry)).content.decode()
    assert 'id="entry-form"' not in page
    version = page.split('name="seen_version" value="')[1].split('"')[0]

    client.post(_address(entry), {"action": "approve", "seen_version": version})
    assert ProgressEntry.objects.get(pk=entry.pk).state == EntryState.APPROVED
    page = client.get(_address(entry)).content.decode()
    version = page.split('name="seen_version" value="')[1].split('"')[0]
    client.post(_address(entry), {"action": "publish", "seen_version": version})
    assert ProgressEntry.objects.get(pk=entry.pk).state == EntryState.PUBLISHED


def test_a_decision_on_an_older_text_is_refused_and_the_note_is_kept(entry: ProgressEntry) -> None:
    editor, client = people.editor(), signed_in(people.reviewer())
    entry = reviewing.submit(entry=reviewing.record(entry=entry, by=editor), by=editor)
    version = client.get(_address(entry)).content.decode().split('name="seen_version" value="')[1].split('"')[0]
    entry.narrative_en = "999 people."
    reviewing.submit(entry=reviewing.record(entry=entry, by=editor), by=editor)

    posted = {"action": "return", "note": "Which source?", "seen_version": version}
    page = client.post(_address(entry), posted, follow=True).content.decode()

    assert "Somebody changed this entry while you were reading it." in page
    assert "Your note was: Which source?" in page
    assert ProgressEntry.objects.get(pk=entry.pk).state == EntryState.SUBMITTED


def test_the_author_reads_the_note_of_the_review(entry: ProgressEntry, countries: list[Country]) -> None:
    focal = people.focal_point(country=countries[0])
    entry = reviewing.submit(entry=reviewing.record(entry=entry, by=focal), by=focal)
    reviewing.return_(entry=entry, by=people.reviewer(), note="Which <list>?")
    assert "Which &lt;list&gt;?" in signed_in(focal).get(_address(entry)).content.decode()


def test_the_cycle_before_stands_beside(entry: ProgressEntry) -> None:
    earlier = builders.entry(
        builders.cycle(year=2030, sector=entry.cycle.sector),
        about=entry.indicator,
        country=entry.country,
        author=people.editor(),
        state=EntryState.APPROVED,
    )
    Observation.objects.create(
        measure=builders.measure_of(entry),
        kind="actual",
        country=entry.country,
        period_start=earlier.cycle.period_start,
        period_end=earlier.cycle.period_end,
        value=4321,
    )
    page = signed_in(people.editor()).get(_address(entry)).content.decode()
    assert "<p>230人参加。</p>" in page
    assert "4,321" in page


def test_evidence_that_is_chosen_stands_first_and_the_rest_is_folded(entry: ProgressEntry, countries: list[Country]) -> None:
    chosen, own, other = (pages.event() for _ in range(3))
    own.countries.set([countries[0]])
    papers = [pages.document() for _ in range(2)]
    papers[0].countries.set([countries[0]])
    figure = EntryFigure.objects.create(entry=entry, measure=builders.measure_of(entry), value=5)
    figure.events.set([chosen])
    page = signed_in(people.focal_point(country=countries[0])).get(_address(entry))

    def boxes(found: list) -> list[int]:
        return [int(str(box.data["value"])) for box in found]

    events, documents = page.context["form"].evidence
    assert boxes(events.chosen) == [chosen.pk]
    assert [(str(label), boxes(found)) for label, found in events.folds] == [
        ("Events of the period that concern the country", [own.pk]),
        ("Other events of the period", [other.pk]),
    ]
    assert documents.chosen == []
    (near, boxes_near), (others, boxes_of_others) = documents.folds
    assert (str(near), str(others)) == ("Documents of the period or of the country", "Other documents")
    assert papers[0].pk in boxes(boxes_near)
    assert papers[1].pk in boxes(boxes_of_others)
    content = page.content.decode()
    assert f"{chosen.title} · {chosen.dates}" in content
    assert content.index(f'value="{chosen.pk}"') < content.index("<details><summary>Events of the period")
    regional = builders.entry(entry.cycle, about=entry.indicator)
    events, _documents = signed_in(people.editor()).get(_address(regional)).context["form"].evidence
    assert [(str(label), len(found)) for label, found in events.folds] == [("Events of the period", 3)]


def test_live_figures_of_the_cycle_before_are_said(entry: ProgressEntry, countries: list[Country]) -> None:
    measure = builders.measure_of(entry)
    Observation.objects.create(
        measure=measure, kind="actual", period_start=date(2030, 1, 1), period_end=date(2030, 6, 30), value=4321
    )
    live = f"{{{{ {entry.indicator.code}:{measure.code}@2030H1|number }}}}"
    earlier = builders.country_progress(
        builders.cycle(year=2030, sector=entry.cycle.sector), countries[0], author=people.editor(), state=EntryState.DRAFT
    )
    earlier.theme = Result.objects.get(framework__cycles=entry.cycle).theme
    earlier.summary_en, earlier.summary_zh_hans = f"In all {live}.", f"共{live}。"
    earlier.challenges_en, earlier.state = f"Only {live}.", EntryState.APPROVED
    earlier.save()
    progress = builders.country_progress(entry.cycle, countries[0])
    CountryProgress.objects.filter(pk=progress.pk).update(challenges_zh_hans=f"本期{live}。")

    for person in (people.focal_point(country=countries[0]), people.reviewer()):  # who writes it, and who reads it
        page = signed_in(person).get(_address(progress)).content.decode()
        assert "<p>In all 4,321.</p>" in page
        assert "<p>共4,321。</p>" in page
    assert "{{" not in page
    assert "<p>本期4,321。</p>" in page  # the reviewer only reads
    assert "<p>Only 4,321.</p>" in signed_in(people.focal_point(country=countries[0])).get(_address(progress)).content.decode()
    assert CountryProgress.objects.get(pk=earlier.pk).summary_en == f"In all {live}."  # nothing that is said is stored


def test_evidence_is_linked_and_a_file_is_kept_from_others(entry: ProgressEntry, countries: list[Country]) -> None:
    focal, event = people.focal_point(country=countries[0]), pages.event()
    client = signed_in(focal)
    posted = _form(client, entry) | {_cell(entry): "5", "events": [event.pk], "action": "save"}
    posted |= {"file-title_en": "List", "file-title_zh_hans": "名单"}
    posted["file-file"] = SimpleUploadedFile("list.pdf", b"%PDF-1.7 list", content_type="application/pdf")

    response = client.post(_address(entry), posted)

    assert response.status_code == 302, response.content.decode()
    assert list(EntryFigure.objects.get(entry=entry).events.all()) == [event]
    file = EvidenceFile.objects.get(entry=entry)
    assert (file.title_zh_hans, file.uploaded_by, len(file.sha256), file.is_public) == ("名单", focal, 64, False)
    address = f"/en/results/evidence/{file.pk}/"
    assert b"".join(client.get(address).streaming_content) == b"%PDF-1.7 list"
    assert signed_in(people.focal_point(country=countries[1])).get(address).status_code == 404
    assert Client().get(address).status_code == 404
    assert f'href="{address}"' in client.get(_address(entry)).content.decode()


def test_country_progress_is_written_on_its_page(entry: ProgressEntry, countries: list[Country]) -> None:
    progress = builders.country_progress(entry.cycle, countries[0])
    client = signed_in(people.focal_point(country=countries[0]))
    told = {"summary_en": "Done.", "summary_zh_hans": "已完成。", "action": "submit"}
    page = client.post(_address(progress), _form(client, progress) | told, follow=True).content.decode()
    assert "Submitted for review." in page
    progress.refresh_from_db()
    assert (progress.state, progress.summary_zh_hans) == (EntryState.SUBMITTED, "已完成。")


def test_a_closed_cycle_is_only_read(entry: ProgressEntry) -> None:
    entry.cycle.is_open = False
    entry.cycle.save()
    client = signed_in(people.editor())
    assert 'id="entry-form"' not in client.get(_address(entry)).content.decode()
    response = client.post(_address(entry), {"action": "save", "narrative_en": "Late."})
    assert response.status_code in (409, 422)
    assert ProgressEntry.objects.get(pk=entry.pk).narrative_en == "230 people took part."


def test_an_unknown_action_is_not_found(entry: ProgressEntry) -> None:
    assert signed_in(people.editor()).post(_address(entry), {"action": "paint"}).status_code == 404
