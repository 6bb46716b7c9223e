"""Posting the portal's own forms as a browser would: with everything that stands in them, hidden fields included."""

from __future__ import annotations

from html.parser import HTMLParser

from django.test import Client

from accounts.models import User


class _Fields(HTMLParser):
    """The fields of one form: its inputs, choices and texts."""

    def __init__(self, form_id: str) -> None:
        super().__init__()
        self.form_id, self.inside = form_id, False
        self.posted: dict[str, list[str]] = {}
        self._select: str | None = None
        self._area: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        if tag == "form":
            self.inside = found.get("id") == self.form_id
        if not self.inside or (tag in ("input", "select", "textarea") and not found.get("name")):
            return
        if tag == "input" and found.get("type") == "file":
            return
        if tag == "input" and (found.get("type") not in ("checkbox", "radio") or "checked" in found):
            self.posted.setdefault(found["name"], []).append(found.get("value") or "")
        elif tag == "select":
            self._select = found["name"]
        elif tag == "option" and self._select and "selected" in found:
            self.posted.setdefault(self._select, []).append(found.get("value") or "")
        elif tag == "textarea":
            self._area = found["name"]
            self.posted[self._area] = [""]

    def handle_data(self, data: str) -> None:
        if self._area:
            self.posted[self._area][0] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea" and self._area:
            self.posted[self._area][0] = self.posted[self._area][0].removeprefix("\n")  # the first line break is the page's own
            self._area = None
        elif tag == "select":
            self._select = None
        elif tag == "form":
            self.inside = False


def fields_of(page: str, form_id: str = "entry-form") -> dict[str, list[str]]:
    """What the form would post unchanged."""
    parser = _Fields(form_id)
    parser.feed(page)
    return parser.posted


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client
