"""The pages: download, look, confirm, discard; each person sees only what they brought in."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from accounts.models import User
from base.history import save_as
from results.models import EntryFigure, ProgressEntry, WorkbookImport
from results.services.figures import FigureInput, record_figures
from tests.cycle import builders
from tests.people import editor, focal_point, reviewer
from tests.workbooks.filling import FIGURES, PROGRESS, Filled, export

pytestmark = pytest.mark.django_db


@pytest.fixture
def entry() -> ProgressEntry:
    return builders.entry(builders.cycle())


def address(entry: ProgressEntry) -> str:
    return f"/en/results/cycles/{entry.cycle.slug}/workbook/"


def send(client: Client, entry: ProgressEntry, content: bytes) -> HttpResponse:
    return client.post(address(entry), {"file": SimpleUploadedFile("filled.xlsx", content)})


def filled_by(by: User, entry: ProgressEntry, **texts: str) -> Filled:
    return Filled(export(cycle=entry.cycle.slug, by=by)).fill(PROGRESS, f"{entry.indicator.code}|", **texts)


def seen(answer: HttpResponse) -> str:
    return answer.context["preview"].fingerprint


def test_the_way_from_download_to_written(client: Client, entry: ProgressEntry) -> None:
    by = editor()
    client.force_login(by)
    assert "Download the workbook" in client.get(address(entry)).content.decode()
    file = client.get(f"/en/results/cycles/{entry.cycle.slug}/workbook.xlsx")
    assert file["Content-Disposition"] == f'attachment; filename="{entry.cycle.slug}.xlsx"'
    filled = Filled(file.content).fill(PROGRESS, f"{entry.indicator.code}|", narrative_en="<b>Mine</b>.")
    answer = send(client, entry, filled.bytes())
    assert answer.status_code == 302
    preview = client.get(answer.url)
    assert "&lt;b&gt;Mine&lt;/b&gt;." in preview.content.decode()
    done = client.post(answer.url, {"action": "confirm", "seen": seen(preview)}, follow=True)
    assert "1 cell was changed." in done.content.decode()
    entry.refresh_from_db()
    assert (entry.narrative_en, entry.author) == ("<b>Mine</b>.", by)
    received = WorkbookImport.objects.get()
    assert (received.changed, received.uploaded_by, received.cycle) == (1, by, entry.cycle)
    assert client.post(answer.url, {"action": "confirm", "seen": ""}).status_code == 200
    again = client.get(send(client, entry, filled.bytes()).url)
    assert "Nothing to change: everything in the workbook is there already." in again.content.decode()


def test_what_moved_since_the_preview_is_shown_again(client: Client, entry: ProgressEntry) -> None:
    by = editor()
    client.force_login(by)
    url = send(client, entry, filled_by(by, entry, narrative_en="Mine.").bytes()).url
    preview = client.get(url)
    entry.narrative_en = "Theirs."
    save_as(entry, by=editor(), reason="record")
    refused = client.post(url, {"action": "confirm", "seen": seen(preview)})
    assert refused.status_code == 409
    assert "What is stored changed after this preview." in refused.content.decode()
    (conflict,) = refused.context["preview"].conflicts
    entry.refresh_from_db()
    assert entry.narrative_en == "Theirs."
    client.post(url, {"action": "confirm", "seen": seen(refused), "take": conflict.name})
    entry.refresh_from_db()
    assert entry.narrative_en == "Mine."


def test_with_problems_nothing_is_offered_nor_written(client: Client, entry: ProgressEntry) -> None:
    by = editor()
    client.force_login(by)
    filled = filled_by(by, entry, narrative_en="Mine.")
    filled.fill(FIGURES, filled.keys(FIGURES)[0], value="many")
    url = send(client, entry, filled.bytes()).url
    preview = client.get(url)
    assert 'value="confirm"' not in preview.content.decode()
    assert client.post(url, {"action": "confirm", "seen": seen(preview)}).status_code == 422
    entry.refresh_from_db()
    assert entry.narrative_en == "230 people took part."
    client.post(url, {"action": "discard"})
    assert not WorkbookImport.objects.exists()


def test_nobody_else_sees_it(client: Client, entry: ProgressEntry) -> None:
    by = editor()
    client.force_login(by)
    url = send(client, entry, filled_by(by, entry).bytes()).url
    client.force_login(editor())
    assert client.get(url).status_code == 404
    assert client.post(url, {"action": "discard"}).status_code == 404
    client.logout()
    assert client.get(url).status_code == 302


def test_what_was_never_confirmed_goes_after_a_month(client: Client, entry: ProgressEntry) -> None:
    by = editor()
    client.force_login(by)
    content = filled_by(by, entry).bytes()
    send(client, entry, content)
    old = WorkbookImport.objects.get()
    name, storage = old.file.name, old.file.storage
    WorkbookImport.objects.update(uploaded_at=timezone.now() - timedelta(days=31))
    send(client, entry, content)
    assert WorkbookImport.objects.exclude(pk=old.pk).count() == WorkbookImport.objects.count() == 1
    assert not storage.exists(name)


def test_who_may_not_bring_in_workbooks(client: Client, entry: ProgressEntry) -> None:
    content = export(cycle=entry.cycle.slug)
    client.force_login(reviewer())
    assert client.get(address(entry)).status_code == 200
    assert send(client, entry, content).status_code == 403
    client.force_login(focal_point())
    assert client.get(address(entry)).status_code == 403


def test_a_workbook_of_another_cycle_or_none(client: Client, entry: ProgressEntry) -> None:
    by = editor()
    client.force_login(by)
    other = builders.entry(builders.cycle())
    refused = send(client, entry, export(cycle=other.cycle.slug, by=by))
    assert refused.status_code == 422
    assert f"This workbook belongs to another reporting cycle: {other.cycle}." in refused.content.decode()
    assert "This is not a workbook of the kind .xlsx." in send(client, entry, b"hello").content.decode()
    assert "Choose a file." in client.post(address(entry)).content.decode()
    assert not WorkbookImport.objects.exists()


def test_a_figure_changed_by_somebody_else_is_a_conflict_on_the_page(client: Client, entry: ProgressEntry) -> None:
    by = editor()
    client.force_login(by)
    filled = Filled(export(cycle=entry.cycle.slug, by=by))
    filled.fill(FIGURES, filled.keys(FIGURES)[0], value=7)
    record_figures(
        entry=entry,
        figures=[FigureInput(measure=builders.measure_of(entry), value=Decimal(5))],
        by=editor(first_name="Aigul", last_name="Serik"),
    )
    url = send(client, entry, filled.bytes()).url
    page = client.get(url).content.decode()
    assert "last changed: Aigul Serik, " in page
    done = client.post(url, {"action": "confirm", "seen": seen(client.get(url))}, follow=True)
    assert "Nothing was changed: what is stored stays." in done.content.decode()
    assert EntryFigure.objects.get().value == 5
