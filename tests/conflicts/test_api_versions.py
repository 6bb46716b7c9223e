"""Writing through the interface for programs: ETag, If-None-Match, If-Match; 304, 412, 428."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import include, path
from pytest_django import Settings
from rest_framework.permissions import DjangoModelPermissionsOrAnonReadOnly
from rest_framework.routers import DefaultRouter

from base.api import BilingualListViewSet, BilingualSerializer
from base.api_writing import VersionedDestroyMixin
from knowledge.models import GlossaryTerm
from tests import people

pytestmark = pytest.mark.django_db


class TermSerializer(BilingualSerializer):
    """A term to read in the languages asked for, and to write by column."""

    class Meta:
        model = GlossaryTerm
        fields = ("slug", "term", "term_en", "term_zh_hans", "abbreviation")
        extra_kwargs = {name: {"write_only": True} for name in ("term_en", "term_zh_hans")}


class TermViewSet(VersionedDestroyMixin, BilingualListViewSet):
    """The smallest view that writes."""

    queryset = GlossaryTerm.objects.all()
    serializer_class = TermSerializer
    permission_classes = (DjangoModelPermissionsOrAnonReadOnly,)
    lookup_field = "slug"


router = DefaultRouter()
router.register("terms", TermViewSet)
urlpatterns = [path("api/", include(router.urls))]

ADDRESS = "/api/terms/health-desk/?lang=en"


@pytest.fixture(autouse=True)
def term(settings: Settings) -> GlossaryTerm:
    settings.ROOT_URLCONF = __name__
    return GlossaryTerm.objects.create(slug="health-desk", term_en="Health desk", term_zh_hans="卫生工作台")


@pytest.fixture
def client() -> Client:
    client = Client()
    client.force_login(people.administrator())
    return client


def _patch(client: Client, etag: str | None, **values: str) -> object:
    headers = {} if etag is None else {"If-Match": etag}
    return client.patch(ADDRESS, values, content_type="application/json", headers=headers)


def test_a_record_comes_with_its_tag_and_is_not_sent_twice(client: Client) -> None:
    first = client.get(ADDRESS)
    assert first["ETag"].startswith('"')
    again = client.get(ADDRESS, headers={"If-None-Match": f'"other", W/{first["ETag"]}'})
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])


def test_each_language_has_a_tag_of_its_own(client: Client) -> None:
    tags = {client.get(f"/api/terms/health-desk/?lang={language}")["ETag"] for language in ("en", "zh-hans", "both")}
    assert len(tags) == 3
    english = client.get(ADDRESS)["ETag"]
    assert client.get("/api/terms/health-desk/?lang=zh-hans", headers={"If-None-Match": english}).status_code == 200


def test_a_change_of_the_version_read_is_written_with_its_author(client: Client, term: GlossaryTerm) -> None:
    answer = _patch(client, client.get(ADDRESS)["ETag"], term_en="Health office")
    assert (answer.status_code, answer.json()["term"]) == (200, "Health office")
    newest = term.history.first()
    assert (newest.term_en, newest.history_change_reason) == ("Health office", "api")
    assert newest.history_user.pk == int(client.session["_auth_user_id"])
    assert _patch(client, answer["ETag"], term_en="Health window").status_code == 200  # its tag is the next one's


def test_the_tag_of_another_language_names_the_same_version(client: Client) -> None:
    chinese = client.get("/api/terms/health-desk/?lang=zh-hans")["ETag"]
    assert _patch(client, chinese, term_en="Health office").status_code == 200


@pytest.mark.parametrize("etag", [None, "*", "", "no tag"])
def test_a_change_without_a_version_is_not_taken(client: Client, term: GlossaryTerm, etag: str | None) -> None:
    assert _patch(client, etag, term_en="Forged").status_code == 428
    assert GlossaryTerm.objects.get(pk=term.pk).term_en == "Health desk"


@pytest.mark.parametrize("method", ["patch", "put", "delete"])
def test_a_stale_change_is_answered_with_what_is_stored(client: Client, term: GlossaryTerm, method: str) -> None:
    read = client.get(ADDRESS)["ETag"]
    _patch(client, read, term_en="Theirs")
    whole = {"slug": "health-desk", "term_en": "Mine", "term_zh_hans": "我的"}

    answer = getattr(client, method)(ADDRESS, whole, content_type="application/json", headers={"If-Match": read})

    assert answer.status_code == 412
    told = answer.json()
    assert told["stored"]["term"] == {"zh-hans": "卫生工作台", "en": "Theirs"}
    assert told["etag"] == answer["ETag"]
    assert GlossaryTerm.objects.get(pk=term.pk).term_en == "Theirs"
    again = getattr(client, method)(ADDRESS, whole, content_type="application/json", headers={"If-Match": told["etag"]})
    assert again.status_code == (204 if method == "delete" else 200)  # knowingly


@pytest.mark.parametrize("etag", ['"forged"', '"0.en.json.x"', '"999999999999999999999.en.json.x"'])
def test_a_forged_tag_matches_nothing(client: Client, etag: str) -> None:
    assert _patch(client, etag, term_en="Forged").status_code == 412


def test_a_weak_tag_matches_nothing(client: Client) -> None:
    assert _patch(client, "W/" + client.get(ADDRESS)["ETag"], term_en="Forged").status_code == 412


def test_who_may_not_write_is_refused_first(term: GlossaryTerm) -> None:
    client = Client()
    client.force_login(people.focal_point())
    assert _patch(client, client.get(ADDRESS)["ETag"], term_en="Forged").status_code == 403
    assert Client().delete(ADDRESS, headers={"If-Match": '"1.en.json.x"'}).status_code == 403
    assert GlossaryTerm.objects.get(pk=term.pk).term_en == "Health desk"


def test_what_is_not_there_is_not_found(client: Client) -> None:
    assert client.delete("/api/terms/nothing/", headers={"If-Match": '"1"'}).status_code == 404
