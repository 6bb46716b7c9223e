"""LibreOffice, started for a test and told what to fill in (``calc.py``)."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest

SCRIPT = Path(__file__).with_name("calc.py")


@pytest.fixture
def pipe(tmp_path: Path) -> Iterator[str]:
    """A LibreOffice of this test's own: its profile, its pipe, ended by its process."""
    name = f"workbook-{uuid4().hex}"
    program = subprocess.Popen(
        [
            "soffice",
            f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}",
            *("--headless", "--norestore", "--nologo", "--nodefault", "--nofirststartwizard"),
            f"--accept=pipe,name={name};urp;",
        ],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    yield name
    program.terminate()
    program.wait(timeout=30)


def fill_in_calc(pipe: str, folder: Path, content: bytes, cells: list[tuple[str, str, object]]) -> tuple[bytes, dict]:
    """The workbook as LibreOffice saved it, and what it found of its protection."""
    source, target = folder / "given.xlsx", folder / "filled.xlsx"
    source.write_bytes(content)
    done = subprocess.run(
        ["/usr/bin/python3", str(SCRIPT), pipe, str(source), str(target)],
        input=json.dumps(cells),
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return target.read_bytes(), json.loads(done.stdout)
