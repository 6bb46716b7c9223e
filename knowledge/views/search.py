from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ..forms import SearchForm
from ..selectors.search import search


@require_safe
def show_search(request: HttpRequest) -> HttpResponse:
    """Everything published that holds the words, by kind."""
    form = SearchForm(request.GET)
    words = form.words
    context = {"form": form, "words": words, "findings": search(words) if words else None, "narrowing": urlencode({"words": words})}
    return render(request, "knowledge/search.html", context)
