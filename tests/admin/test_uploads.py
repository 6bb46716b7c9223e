"""Uploads are looked at before they are kept; what cannot be kept leaves nothing behind."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.files.storage import FileSystemStorage, default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import Settings

from knowledge.models import Document, DocumentFile
from tests import people
from tests.admin.posting import address_of, form_at
from tests.knowledge import builders as catalogue

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7\n" + b"content " * 200


@pytest.fixture
def as_editor(client: Client) -> Client:
    client.force_login(people.editor())
    return client


@pytest.fixture
def document() -> Document:
    return catalogue.document(state="draft")


def _upload(client: Client, document: Document, name: str, content: bytes, language: str = "en") -> object:
    posted = form_at(client, address_of(document)) | {
        "files-TOTAL_FORMS": 1,
        "files-0-language": language,
        "files-0-document": document.pk,
        "files-0-file": SimpleUploadedFile(name, content),
    }
    return client.post(address_of(document), posted, follow=True)


def _kept(settings: Settings) -> list[Path]:
    return [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()]


def test_a_file_is_kept_with_its_size_and_checksum(as_editor: Client, document: Document, settings: Settings) -> None:
    page = _upload(as_editor, document, "paper.pdf", PDF).content.decode()

    assert "was changed successfully" in page
    file = document.files.get()
    assert (file.size, file.sha256) == (len(PDF), hashlib.sha256(PDF).hexdigest())
    assert [path.read_bytes() for path in _kept(settings)] == [PDF]


def test_a_new_file_in_its_place_has_a_checksum_of_its_own(as_editor: Client, document: Document) -> None:
    file = catalogue.document_file(document)
    newer = PDF + b"more"
    posted = form_at(as_editor, address_of(file)) | {"file": SimpleUploadedFile("newer.pdf", newer)}

    assert as_editor.post(address_of(file), posted).status_code == 302

    file = DocumentFile.objects.get(pk=file.pk)
    assert (file.size, file.sha256) == (len(newer), hashlib.sha256(newer).hexdigest())
    assert file.history.count() == 2


@pytest.mark.parametrize(
    ("name", "content", "error"),
    [
        ("virus.exe", b"MZ", "cannot be taken"),
        ("paper.pdf", b"<html>not a paper</html>", "is not a PDF file, although its name says so."),
        ("table.xlsx", b"PK\x03\x04 not a workbook", "is not a XLSX file, although its name says so."),
        ("empty.pdf", b"", "The submitted file is empty."),
    ],
)
def test_what_is_not_what_it_says_is_refused(
    as_editor: Client, document: Document, settings: Settings, name: str, content: bytes, error: str
) -> None:
    page = _upload(as_editor, document, name, content).content.decode()

    assert error in page
    assert not document.files.exists()
    assert _kept(settings) == []


def test_a_file_that_is_too_large_is_refused(as_editor: Client, document: Document, settings: Settings) -> None:
    settings.UPLOAD_LIMIT = 1_000_000
    page = _upload(as_editor, document, "large.pdf", PDF * 700).content.decode()
    assert "is larger than 1 MB." in page
    assert _kept(settings) == []


def test_the_error_is_told_in_the_readers_language(as_editor: Client, document: Document) -> None:
    as_editor.cookies["django_language"] = "zh-hans"
    page = _upload(as_editor, document, "paper.pdf", b"<html>").content.decode()
    assert "although its name says so" not in page
    assert "paper.pdf" in page


@pytest.fixture
def full_disk(monkeypatch: pytest.MonkeyPatch, settings: Settings) -> Iterator[None]:
    """The disk takes the beginning of a file and then no more."""

    def save_some(storage: FileSystemStorage, name: str, content: object) -> str:
        path = Path(storage.path(name))
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.read(10))
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(FileSystemStorage, "_save", save_some)
    return


@pytest.mark.usefixtures("full_disk")
def test_a_full_disk_is_told_and_leaves_nothing_behind(as_editor: Client, document: Document, settings: Settings) -> None:
    page = _upload(as_editor, document, "paper.pdf", PDF).content.decode()

    assert "The file could not be stored, and nothing was changed." in page
    assert not document.files.exists()
    assert _kept(settings) == []
    assert default_storage.listdir("documents")[1] == []


def test_one_file_for_each_language(as_editor: Client, document: Document, settings: Settings) -> None:
    _upload(as_editor, document, "paper.pdf", PDF)
    page = as_editor.post(
        "/admin/knowledge/documentfile/add/",
        {"document": document.pk, "language": "en", "file": SimpleUploadedFile("second.pdf", PDF)},
    ).content.decode()

    assert "This document already has a file in this language." in page
    assert len(_kept(settings)) == 1


def test_links_lead_through_the_portal(client: Client, document: Document) -> None:
    file = catalogue.document_file(document)
    for make in (people.editor, people.reviewer):
        client.force_login(make())
        for record in (file, document):
            page = client.get(address_of(record)).content.decode()
            assert f'href="/en/knowledge/files/{file.pk}/"' in page
            assert "/files/documents/" not in page
