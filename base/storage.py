"""Where uploads are kept: each file whole or not at all."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from django.core.files.base import File
from django.core.files.storage import FileSystemStorage


class WholeFileStorage(FileSystemStorage):
    """Takes away what was written when the disk ran full; the error goes on to whoever saves."""

    def _save(self, name: str, content: File) -> str:
        try:
            return super()._save(name, content)
        except FileExistsError:
            raise  # the file there is somebody else's
        except OSError:
            with suppress(OSError):
                Path(self.path(name)).unlink()
            raise
