"""Pages that say the same to everyone are made once and kept, for as long as nothing changes."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, patch_cache_control, patch_vary_headers

from ..freshness import mark_of

View = Callable[..., HttpResponse]
KEPT_FOR = 60  # seconds: what no history tells (links between records, ``QuerySet.update``) is seen after a minute at the latest
OWN = (settings.SESSION_COOKIE_NAME, "messages")  # cookies of somebody who may see something of their own


def keep_while_unchanged(view: View) -> View:
    """For readers who are not signed in: one query tells whether anything changed; if not, the page is given again."""

    @wraps(view)
    def given(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if settings.DEBUG or request.method != "GET" or any(name in request.COOKIES for name in OWN):
            return view(request, *args, **kwargs)
        key = f"page:{request.scheme}:{request.get_host()}:{mark_of(request)}"
        if (body := cache.get(key)) is None:
            response = view(request, *args, **kwargs)
            if response.status_code != 200:
                return response
            body = response.content
            cache.set(key, body, KEPT_FOR)
        etag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'  # of the page itself: kept no longer there than here
        response = HttpResponse(body, headers={"ETag": etag})
        patch_cache_control(response, max_age=0, must_revalidate=True)
        patch_vary_headers(response, ["Cookie", "Accept-Language"])
        return get_conditional_response(request, etag=etag, response=response)

    return given
