"""Two real clients save the same records over and over, each on what it read: how many overwrite the other's save unseen?

Both sign in to a real gunicorn with two workers, open the admin's form of a record, wait for each other, and save at the same
moment. Whether a save that was taken was made on the version before it is then read from the history, not from the answers.
"""

from __future__ import annotations

import argparse
import html
import http.cookiejar
import json
import os
import re
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path

import psycopg2
from portal import ROOT, own_portal

INPUT = re.compile(r"<input[^>]*>")
NAME, VALUE = re.compile(r'name="([^"]+)"'), re.compile(r'value="([^"]*)"')
TEXTAREA = re.compile(r'<textarea[^>]*?name="([^"]+)"[^>]*>(.*?)</textarea>', re.S)
PASSWORD = "bench-only-password"  # noqa: S105


class Person:
    """A browser, as far as forms go: cookies, hidden fields, redirects not followed."""

    def __init__(self, server: str, name: str) -> None:
        self.server, self.name = server, name
        self.jar = http.cookiejar.CookieJar()
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.jar), _StayHere)
        self._send("/admin/login/", self.form("/admin/login/") | {"username": name, "password": PASSWORD})

    def form(self, address: str) -> dict[str, str]:
        """The fields of the page's form with what stands in them."""
        page = self.opener.open(self.server + address, timeout=60).read().decode()
        fields = {}
        for tag in INPUT.findall(page):
            name, value = NAME.search(tag), VALUE.search(tag)
            if name and 'type="submit"' not in tag and ('type="checkbox"' not in tag or "checked" in tag):
                fields[name[1]] = html.unescape(value[1]) if value else ""
        fields |= {name: html.unescape(text.removeprefix("\n")) for name, text in TEXTAREA.findall(page)}
        return fields

    def save(self, address: str, fields: dict[str, str]) -> int:
        return self._send(address, fields | {"_continue": "1"})

    def read(self, address: str) -> str:
        """The ETag of a record of the interface for programs."""
        return self.opener.open(self.server + address, timeout=60).headers["ETag"]

    def patch(self, address: str, etag: str, values: dict[str, object]) -> int:
        headers = {"If-Match": etag, "Content-Type": "application/json", "X-CSRFToken": self.token()}
        return self._answer(urllib.request.Request(self.server + address, json.dumps(values).encode(), headers, method="PATCH"))  # noqa: S310

    def token(self) -> str:
        return next(cookie.value for cookie in self.jar if cookie.name == "csrftoken")

    def _send(self, address: str, fields: dict[str, str]) -> int:
        return self._answer(urllib.request.Request(self.server + address, urllib.parse.urlencode(fields).encode()))  # noqa: S310

    def _answer(self, request: urllib.request.Request) -> int:
        request.add_header("Referer", self.server + "/admin/")
        try:
            return self.opener.open(request, timeout=60).status
        except urllib.error.HTTPError as answer:
            return answer.code


class AdminForm:
    """Saving a glossary term in its form of the admin: 302 when it is taken, 200 with both versions when it is refused."""

    taken, refused, column = 302, 200, "term_en"

    def records(self, count: int) -> list:
        from knowledge.models import GlossaryTerm

        numbers = range(count)
        return [GlossaryTerm.objects.create(slug=f"bench-{n}", term_en="start", term_zh_hans="开始") for n in numbers]

    def read(self, person: Person, key: int) -> tuple[str, Callable[[str], int]]:
        """The version that the person sees, and how to save a text over it."""
        address = f"/admin/knowledge/glossaryterm/{key}/change/"
        fields = person.form(address)
        return fields["seen_version"], lambda text: person.save(address, fields | {self.column: text})


class Programs:
    """Changing a progress entry through the interface for programs: 200 when it is taken, 412 when it is refused."""

    taken, refused, column = 200, 412, "narrative_en"

    def records(self, count: int) -> list:
        from results.models import ProgressEntry, ReportingCycle

        ReportingCycle.objects.update(is_open=True)
        return list(ProgressEntry.objects.filter(country=None)[:count])

    def read(self, person: Person, key: int) -> tuple[str, Callable[[str], int]]:
        """The version that the program got, and how to write a text over it."""
        address = f"/api/v1/entries/{key}/"
        etag = person.read(address)
        return etag.strip('"').split(".")[0], lambda text: person.patch(
            address, etag, {"narrative": {"en": text, "zh-hans": "测量。"}}
        )


WAYS = {"admin": AdminForm, "api": Programs}


class _StayHere(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_request: object) -> None:
        return None


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--through", choices=WAYS, default="admin", help="the admin's form, or the interface for programs")
    parser.add_argument("--saves", type=int, default=1000, help="conflicting saves, by both together")
    parser.add_argument("--records", type=int, default=10)
    parser.add_argument("--seconds", type=int, default=900, help="stop after so long")
    options = parser.parse_args()
    server = os.environ.get("DATABASE_URL", "")
    with _own_database(server) as database, own_portal(database=database) as folder:
        measure(folder, options, "PostgreSQL" if database else "SQLite")


def measure(folder: Path, options: argparse.Namespace, database: str) -> None:
    from django.contrib.auth import get_user_model

    for name in ("ann", "ben"):
        get_user_model().objects.create_superuser(name, password=PASSWORD)
    way = WAYS[options.through]()
    records = way.records(options.records)
    server = f"http://127.0.0.1:{_free_port()}"
    command = [sys.executable, "-m", "gunicorn", "carec_portal.wsgi", "-w", "2", "-b", server.removeprefix("http://"), "-t", "120"]
    log = (folder / "gunicorn.log").open("w")
    web = subprocess.Popen(command, cwd=ROOT, env=os.environ | {"DEBUG": "1"}, stdout=log, stderr=log)
    try:
        _wait_for(server)
        told, seconds = _save_together(server, way, [record.pk for record in records], options)
    finally:
        web.terminate()
        web.wait()
    assert told, "nobody could save"
    taken, overwritten = _look_up(way, records, told)
    others = Counter(status for *_rest, status in told if status not in (way.taken, way.refused))
    where = f"{len(records)} records, 2 clients, 2 gunicorn workers, {database}"
    print(f"{options.through}: {len(told)} saves in {seconds:.0f} s ({where})")
    print(f"  accepted {taken}, refused {sum(status == way.refused for *_rest, status in told)}, other answers {dict(others)}")
    print(f"  silent overwrites: {overwritten}")
    assert overwritten == 0


def _save_together(
    server: str, way: AdminForm | Programs, keys: list[int], options: argparse.Namespace
) -> tuple[list[tuple[str, str, int]], float]:
    """For each save the text it wrote, the version it was made on, and the answer."""
    told, started, late = [], time.monotonic(), threading.Event()
    # Both are at the barrier when the time is looked at, so that both stop after the same save.
    together = threading.Barrier(2, action=lambda: late.set() if time.monotonic() - started > options.seconds else None)

    def work(name: str) -> None:
        person = Person(server, name)
        for number in range(options.saves // 2):
            seen, save = way.read(person, keys[number % len(keys)])
            together.wait(timeout=120)  # both have read the same; now both save
            text = f"{name} {number}"
            told.append((text, seen, save(text)))
            together.wait(timeout=120)
            if late.is_set():
                break

    threads = [threading.Thread(target=work, args=(name,)) for name in ("ann", "ben")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return told, time.monotonic() - started


def _look_up(way: AdminForm | Programs, records: list, told: list[tuple[str, str, int]]) -> tuple[int, int]:
    """From the history: how many saves were taken, and how many of them not on the version just before them."""
    seen_by = {text: seen for text, seen, _status in told}
    taken = overwritten = 0
    for record in records:
        versions = list(record.history.order_by("history_id").values_list("history_id", way.column))
        for (before, old), (_own, text) in pairwise(versions):
            if text in seen_by and text != old:
                taken += 1
                overwritten += seen_by[text] != str(before)
    assert taken == sum(status == way.taken for *_rest, status in told), "a save was answered wrongly"
    return taken, overwritten


@contextmanager
def _own_database(server: str) -> Iterator[str]:
    """The address of a new, empty database on this PostgreSQL, dropped at the end; nothing for the embedded one."""
    if not server:
        yield ""
        return
    name = f"portal_bench_{os.getpid()}"
    connection = psycopg2.connect(server)
    connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE DATABASE {name}")
        try:
            yield f"{server.rsplit('/', 1)[0]}/{name}"
        finally:
            cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")
    connection.close()


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


def _wait_for(server: str) -> None:
    for _try in range(120):
        try:
            urllib.request.urlopen(server + "/admin/login/", timeout=5)  # noqa: S310
            return
        except OSError:
            time.sleep(0.5)
    raise SystemExit("gunicorn did not answer")


if __name__ == "__main__":
    main()
