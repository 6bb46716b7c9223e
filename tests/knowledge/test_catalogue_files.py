"""Files are handed out one by one, to those who may see what they belong to."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from base.uploads import ALLOWED
from knowledge.views.files import CONTENT_TYPES
from tests import people
from tests.knowledge import builders

pytestmark = pytest.mark.django_db


def test_every_kind_of_upload_has_its_content_type() -> None:
    assert set(CONTENT_TYPES) == set(ALLOWED)


@pytest.mark.parametrize(
    ("name", "content_type"),
    [
        ("paper.pdf", "application/pdf"),
        ("paper.PDF", "application/pdf"),
        ("paper.docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    ],
)
def test_a_document_comes_as_a_safe_download(client: Client, name: str, content_type: str) -> None:
    document = builders.document()
    file = builders.document_file(document, language="zh-hans", name=name)
    address = reverse("knowledge:file", args=[file.pk])
    assert f'href="{address}"' in client.get(document.get_absolute_url()).content.decode()

    response = client.get(address)
    assert b"".join(response.streaming_content) == builders.PDF
    assert response["Content-Type"] == content_type
    assert response["Content-Disposition"] == f'attachment; filename="{document.slug}.zh-hans{Path(name).suffix.lower()}"'
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert response["Content-Length"] == str(len(builders.PDF))


def test_a_material_comes_as_a_safe_download(client: Client) -> None:
    event = builders.event()
    material = builders.material(event)
    response = client.get(reverse("knowledge:material", args=[material.pk]))
    assert b"".join(response.streaming_content) == builders.PDF
    assert response["Content-Disposition"] == f'attachment; filename="{event.slug}.slides-1.pdf"'
    assert reverse("knowledge:material", args=[material.pk]) in client.get(event.get_absolute_url()).content.decode()


@pytest.mark.parametrize("state", ["draft", "in_review", "archived"])
def test_files_of_what_is_not_published_are_for_those_who_may_change_it(client: Client, state: str) -> None:
    file = builders.document_file(builders.document(state=state))
    material = builders.material(builders.event(state=state))
    addresses = [reverse("knowledge:file", args=[file.pk]), reverse("knowledge:material", args=[material.pk])]

    assert [client.get(address).status_code for address in addresses] == [404, 404]
    client.force_login(people.person())
    assert [client.get(address).status_code for address in addresses] == [404, 404]
    client.force_login(people.editor())
    responses = [client.get(address) for address in addresses]
    assert [response.status_code for response in responses] == [200, 200]
    assert all("no-store" in response["Cache-Control"] for response in responses)


def test_a_file_that_is_not_there_is_not_found(client: Client) -> None:
    file = builders.document_file(builders.document())
    Path(file.file.path).unlink()
    assert client.get(reverse("knowledge:file", args=[file.pk])).status_code == 404
    assert client.get(reverse("knowledge:file", args=[file.pk + 1])).status_code == 404


def test_a_material_without_a_file_and_a_kind_that_is_not_ours_are_not_found(client: Client) -> None:
    event = builders.event()
    linked = builders.material(event, url="https://example.org/recording")
    linked.file = ""
    linked.save()
    odd = builders.material(event, name="page.html", order=2)
    for material in (linked, odd):
        assert client.get(reverse("knowledge:material", args=[material.pk])).status_code == 404


def test_no_folder_of_uploads_is_served(client: Client) -> None:
    file = builders.document_file(builders.document())
    assert client.get(settings.MEDIA_URL + file.file.name).status_code == 404
