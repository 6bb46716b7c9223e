"""Keeping a drawn edition: all of it or nothing."""

from __future__ import annotations

import hashlib
import os
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from .failures import StorageFailed


@dataclass(frozen=True, slots=True)
class Stored:
    """What a kept file is known by."""

    sha256: str
    size: int  # bytes


def store(content: bytes, path: Path) -> Stored:
    """Write ``content`` to ``path``, over whatever is there, in one step: it is never there by half.

    Raises ``StorageFailed`` when it cannot be written (a full disk, no permission); then nothing is left behind.
    """
    temporary = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".", suffix=".part", delete=False) as file:
            temporary = Path(file.name)
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        temporary.chmod(0o644)
        temporary.replace(path)
    except OSError as error:
        if temporary is not None:
            with suppress(OSError):
                temporary.unlink()
        raise StorageFailed(error.strerror or str(error)) from error
    return Stored(sha256=hashlib.sha256(content).hexdigest(), size=len(content))
