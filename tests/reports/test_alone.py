"""A portal of its own, as ``bin/demo`` starts it: SQLite, a queue in files, a real worker; and what it lacks at times."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

from tests.services import ROOT, Portal, free_port

EMPTY_FONTS = '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd"><fontconfig></fontconfig>'
COUNT = "from results.models import Edition; print('editions', *Edition.objects.values_list('state', 'failure'))"


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Portal]:
    var = tmp_path_factory.mktemp("alone")
    environment = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "REDIS_URL")}
    environment |= {"PORTAL_VAR": str(var), "PORTAL_FONTS": str(settings.FONT_DIR), "SECRET_KEY": "for-tests"}
    port = free_port()
    portal = Portal(f"http://127.0.0.1:{port}", var, environment, port)
    portal.manage("migrate", "-v0")
    portal.manage("load_content", "-v0")
    yield portal
    portal.worker.stop()


def manage(portal: Portal, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "manage.py", *arguments]
    changed = {**portal.environment, **environment}
    return subprocess.run(command, cwd=ROOT, env=changed, capture_output=True, text=True, check=False)


def pdfs(portal: Portal) -> list[str]:
    return sorted(path.name for path in (portal.var / "reports").rglob("*.*"))


def test_without_a_font_nothing_is_drawn(alone: Portal, tmp_path: Path) -> None:
    config = tmp_path / "fonts.conf"
    config.write_text(EMPTY_FONTS)
    lacking = {"FONTCONFIG_FILE": str(config), "PORTAL_FONTS": str(tmp_path / "none")}
    output = tmp_path / "report.pdf"
    done = manage(alone, "render_report", "health-som-2024", "--language", "zh-hans", "--output", str(output), **lacking)
    assert done.returncode == 1
    assert "CommandError: No Chinese font is installed on the server" in done.stderr
    assert "Noto Sans CJK" in done.stderr
    assert sorted(tmp_path.iterdir()) == [config]
    assert "results.W001" in manage(alone, "check", **lacking).stderr
    assert "results.W001" not in manage(alone, "check").stderr


def test_a_broker_that_is_away_is_told_at_once(alone: Portal) -> None:
    start = time.monotonic()
    done = manage(alone, "render_demo_reports", REDIS_URL=f"redis://127.0.0.1:{free_port()}/0")
    assert done.returncode == 1
    assert "CommandError: health-som-2024 zh-hans 1: The queue did not answer" in done.stderr
    assert time.monotonic() - start < 30
    assert alone.manage("shell", "-v0", "-c", COUNT).strip() == "editions" + " ('failed', 'broker_away')" * 3
    assert pdfs(alone) == []


def test_a_queue_without_a_worker_is_told_in_time(alone: Portal) -> None:
    done = manage(alone, "render_demo_reports", "--timeout", "0.5")
    assert done.returncode == 1
    assert "Is a worker running?" in done.stderr


def test_the_worker_draws_and_a_second_run_has_nothing_to_do(alone: Portal) -> None:
    """The jobs that waited are taken up by the worker once it is there, and no others are made."""
    alone.start_worker()
    told = alone.manage("render_demo_reports")
    names = [f"health-som-2024-{language}-2.pdf" for language in ("bilingual", "en", "zh-hans")]
    assert pdfs(alone) == names
    assert all(name in told for name in names)
    assert "queue" not in alone.worker.output().split("ready.")[-1]
    again = alone.manage("render_demo_reports")
    assert sorted(Path(line).name for line in again.splitlines()) == names
    assert pdfs(alone) == names
