"""The rules of the house that a machine can check."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import call_command

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("base", "knowledge", "accounts", "workplans", "results", "carec_portal")  # from the ground up
CODE = sorted(path for room in ROOMS for path in (ROOT / room).rglob("*.py") if "migrations" not in path.parts)
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))


def test_the_arrows_point_down() -> None:
    linted = subprocess.run([Path(sys.executable).parent / "lint-imports"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert linted.returncode == 0, linted.stdout


def test_migrations_depend_downwards_only() -> None:
    """An app's migrations may wait for its own room and the rooms below; for accounts only through the user model."""
    order = {room: height for height, room in enumerate(ROOMS)}
    for path in ROOT.glob("*/migrations/0*.py"):
        app = path.parent.parent.name
        for _, needed in re.findall(r"(\(\"|\(')(\w+)[\"'], [\"']\d{4}_", path.read_text()):
            assert order.get(needed, -1) <= order[app], f"{path.relative_to(ROOT)} waits for {needed}"


@pytest.mark.parametrize("path", CODE, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_python_file_is_crowded(path: Path) -> None:
    assert len(path.read_text().splitlines()) <= 300


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_template_is_crowded(path: Path) -> None:
    assert len(path.read_text().splitlines()) <= 200


@pytest.mark.parametrize("path", CODE, ids=lambda path: str(path.relative_to(ROOT)))
def test_public_code_says_what_it_is_for(path: Path) -> None:
    """Every public class with a body of its own, and every public module function, has a docstring."""
    framework_pieces = {"Meta", "Media"}
    exempt = {"admin", "migrations", "commands"}
    if exempt & set(path.parts) or path.name in {"apps.py", "translation.py"}:
        return
    for node in ast.parse(path.read_text()).body:
        if isinstance(node, ast.ClassDef | ast.FunctionDef) and not node.name.startswith("_"):
            names = {base.id if isinstance(base, ast.Name) else getattr(base, "attr", "") for base in getattr(node, "bases", [])}
            if node.name in framework_pieces or "TextChoices" in names:
                continue
            assert ast.get_docstring(node), f"{path.relative_to(ROOT)}:{node.lineno} {node.name}"


@pytest.mark.django_db
def test_migrations_are_complete_and_named() -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)
    for path in ROOT.glob("*/migrations/0*.py"):
        assert "_auto_" not in path.name, path


def _names_that_are_data() -> set[str]:
    """Countries, bodies, organisations and frameworks, as the fixtures name them."""
    names: set[str] = set()
    for path in (ROOT / "fixtures").glob("*.yaml"):
        model = None
        for line in path.read_text(encoding="utf-8").splitlines():
            if found := re.match(r"- model: (\S+)", line):
                model = found[1]
            if model in {"knowledge.country", "knowledge.body", "knowledge.organisation", "results.framework"}:
                for value in re.findall(r"(?:name|title)_(?:en|zh_hans): \"?([^\",}]+)", line):
                    names.add(value.strip())
    return {name for name in names if len(name) > 2}


def test_nothing_is_named_in_code_that_is_data() -> None:
    names = _names_that_are_data()
    assert len(names) >= 22
    for path in (*CODE, *TEMPLATES):
        text = path.read_text(encoding="utf-8")
        named = {name for name in names if name in text}
        assert not named, f"{path.relative_to(ROOT)} names {named}"
