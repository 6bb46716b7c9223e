from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ..forms import SearchForm
from ..selectors import search


@require_safe
def show_glossary(request: HttpRequest) -> HttpResponse:
    """The official terms, both languages side by side."""
    form = SearchForm(request.GET)
    terms = search.glossary(form.words) if form.is_valid() else []
    return render(request, "knowledge/glossary.html", {"form": form, "words": form.words, "terms": terms})
