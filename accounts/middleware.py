"""The preferred language, from sign-in on."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation

from .models import User


def greet_in_preferred_language(sender: type[User], request: HttpRequest | None, user: User, **kwargs: object) -> None:
    """On sign-in, answer in the language that the person prefers, and remember it for the response's cookie."""
    if request is not None:
        request.preferred_language = user.language
        translation.activate(user.language)


class PreferredLanguageMiddleware:
    """Sets the language cookie at sign-in. From then on the language switch decides, until the next sign-in."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if language := getattr(request, "preferred_language", None):
            response.set_cookie(
                settings.LANGUAGE_COOKIE_NAME,
                language,
                max_age=settings.LANGUAGE_COOKIE_AGE,
                path=settings.LANGUAGE_COOKIE_PATH,
                secure=settings.SESSION_COOKIE_SECURE,
                samesite="Lax",
            )
        return response
