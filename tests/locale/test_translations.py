"""The Chinese of the interface is complete, keeps its placeholders and is written as Chinese is."""

from __future__ import annotations

import ast
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import django
import pytest

ROOT = Path(__file__).resolve().parents[2]
CATALOGUES = sorted((ROOT / "locale" / "zh_Hans" / "LC_MESSAGES").glob("*.po"))
DJANGO = Path(django.__file__).parent

FIELD = re.compile(r'^(msgctxt|msgid|msgid_plural|msgstr(?:\[0\])?) ((?:".*"\n?)+)', re.MULTILINE)
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%[sd%]|\{\w*\}|</?[a-z][^>]*>")
CHINESE = "[\u4e00-\u9fff]"
HALF_WIDTH = re.compile(rf"{CHINESE} ?[,:;!?()'\"]|[,:;!?()'\"] ?{CHINESE}|{CHINESE}\.(?!\w)")
SPACED = re.compile(rf"{CHINESE} [A-Za-z0-9%]|[A-Za-z0-9] {CHINESE}")
ENDINGS = {".": "。", "?": "？", ":": "：", "!": "！"}

SAID_OTHERWISE_THAN_DJANGO = {
    "English",  # 英文 beside 中文, as editions are called; Django says 英语
    "Log out",  # 退出登录, as on the portal's own pages; Django says 注销
}
ABBREVIATIONS = {"No."}  # their full stop ends no sentence
LEADING_SPACES_ARE_THE_POINT = {
    "Printed right after the figure, with its leading space where one is due: “%”, “ km/h”.",
}


@dataclass(frozen=True)
class Message:
    """One entry of a catalogue; ``english`` is the plural form where there is one."""

    context: str
    msgid: str
    english: str
    chinese: str
    is_fuzzy: bool

    @property
    def key(self) -> tuple[str, str]:
        return self.context, self.msgid


def messages(path: Path) -> Iterator[Message]:
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        found = {name: "".join(ast.literal_eval(line) for line in lines.splitlines()) for name, lines in FIELD.findall(block)}
        if found.get("msgid"):
            yield Message(
                context=found.get("msgctxt", ""),
                msgid=found["msgid"],
                english=found.get("msgid_plural", found["msgid"]),
                chinese=found.get("msgstr", found.get("msgstr[0]", "")),
                is_fuzzy=bool(re.search(r"^#,.*fuzzy", block, re.MULTILINE)),
            )


def said_by_django() -> dict[tuple[str, str], set[str]]:
    said: dict[tuple[str, str], set[str]] = {}
    for place in ("conf", "contrib/admin", "contrib/auth", "contrib/contenttypes"):
        for message in messages(DJANGO / place / "locale" / "zh_Hans" / "LC_MESSAGES" / "django.po"):
            if message.chinese:
                said.setdefault(message.key, set()).add(message.chinese)
    return said


ALL = [message for path in CATALOGUES for message in messages(path)]
DJANGO_SAYS = said_by_django()
OURS = [message for message in ALL if message.chinese not in DJANGO_SAYS.get(message.key, ())]


@pytest.fixture(scope="module")
def sources(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of what makemessages reads, so that it writes nothing into the house."""
    copy = tmp_path_factory.mktemp("sources") / "portal"
    shutil.copytree(ROOT, copy, ignore=shutil.ignore_patterns(".*", "var", "fixtures", "tests", "bench", "*.mo", "__pycache__"))
    return copy


@pytest.mark.parametrize("domain", ["django", "djangojs"])
def test_every_string_of_the_interface_is_in_the_catalogue_and_nothing_else(sources: Path, domain: str) -> None:
    """docs/terms.md says how the catalogue is brought up to date."""
    made = subprocess.run(
        [sys.executable, "-m", "django", "makemessages", "-l", "zh_Hans", "-d", domain, "--keep-pot", "--no-wrap", "-v", "0"],
        cwd=sources,
        env={name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"},  # it needs no portal
        capture_output=True,
        text=True,
        check=False,
    )
    assert made.returncode == 0, made.stderr
    template = sources / "locale" / f"{domain}.pot"
    catalogue = ROOT / "locale" / "zh_Hans" / "LC_MESSAGES" / f"{domain}.po"
    wanted = {message.key for message in messages(template)} if template.exists() else set()
    kept = {message.key for message in messages(catalogue)} if catalogue.exists() else set()
    assert sorted(wanted - kept) == [], "not in the catalogue yet"
    assert sorted(kept - wanted) == [], "no longer used"


def test_every_message_is_translated_and_none_is_a_guess() -> None:
    assert len(ALL) > 400
    assert [message.msgid for message in ALL if not message.chinese.strip()] == []
    assert [message.msgid for message in ALL if message.is_fuzzy] == []


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.name)
def test_the_catalogue_compiles_without_complaint(path: Path, tmp_path: Path) -> None:
    compiled = subprocess.run(
        ["msgfmt", "--check", "-o", tmp_path / "messages.mo", path], capture_output=True, text=True, check=False
    )
    assert (compiled.returncode, compiled.stderr) == (0, "")


def test_placeholders_and_tags_stay() -> None:
    for message in ALL:
        assert sorted(PLACEHOLDER.findall(message.chinese)) == sorted(PLACEHOLDER.findall(message.english)), message.msgid


def test_punctuation_is_full_width_and_latin_words_stand_close() -> None:
    """A placeholder counts as a Chinese word: what follows it in a sentence is Chinese punctuation."""
    for message in OURS:
        text = re.sub(r"<[^>]*>", "", message.chinese)
        assert not HALF_WIDTH.search(PLACEHOLDER.sub("字", text)), message.chinese
        if message.msgid not in LEADING_SPACES_ARE_THE_POINT:
            assert not SPACED.search(text), message.chinese


def test_a_sentence_ends_as_the_english_does() -> None:
    for message in OURS:
        if message.msgid not in ABBREVIATIONS:
            last = message.chinese.strip()[-1:]
            assert last == ENDINGS.get(message.english.strip()[-1], last), message.msgid


def test_words_shared_with_django_are_said_as_django_says_them() -> None:
    """Our catalogue comes before Django's, so that another wording here would change Django's own pages."""
    different = {
        message.msgid: (message.chinese, DJANGO_SAYS[message.key])
        for message in ALL
        if message.key in DJANGO_SAYS and message.chinese not in DJANGO_SAYS[message.key]
    }
    assert different.keys() - SAID_OTHERWISE_THAN_DJANGO == set(), different
