from __future__ import annotations

from django.urls import path, register_converter

from .selectors.catalogue import KINDS
from .views import bodies, countries, entries, files, glossary, index, search, themes

app_name = "knowledge"


class KindConverter:
    """A kind of the catalogue, by its name in addresses."""

    regex = "|".join(KINDS)

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(KindConverter, "kind")

urlpatterns = [
    path("knowledge/", index.show_index, name="index"),
    path("knowledge/countries/", countries.list_countries, name="countries"),
    path("knowledge/countries/<slug:iso3>/", countries.show_country, name="country"),
    path("knowledge/bodies/", bodies.list_bodies, name="bodies"),
    path("knowledge/bodies/<slug:slug>/", bodies.show_body, name="body"),
    path("knowledge/themes/<slug:slug>/", themes.show_theme, name="theme"),
    path("knowledge/glossary/", glossary.show_glossary, name="glossary"),
    path("knowledge/files/<int:pk>/", files.download_document, name="file"),
    path("knowledge/materials/<int:pk>/", files.download_material, name="material"),
    path("knowledge/<kind:kind>/", entries.list_entries, name="list"),
    path("knowledge/<kind:kind>/<slug:slug>/", entries.show_entry, name="entry"),
    path("search/", search.show_search, name="search"),
]
