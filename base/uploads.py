"""Uploads are checked by what they contain, not by what they are called."""

from __future__ import annotations

import hashlib
import zipfile
from pathlib import PurePath

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.utils.translation import gettext_lazy as _

SIGNATURES = {
    ".pdf": (b"%PDF-",),
    ".png": (b"\x89PNG\r\n\x1a\n",),
    ".jpg": (b"\xff\xd8\xff",),
    ".jpeg": (b"\xff\xd8\xff",),
}
OFFICE_PARTS = {".docx": "word/document.xml", ".xlsx": "xl/workbook.xml", ".pptx": "ppt/presentation.xml"}
ALLOWED = (*SIGNATURES, *OFFICE_PARTS)


def check_upload(file: File) -> None:
    """Refuse a file that is too large, of a kind not taken, or not what its name says.

    Raises ``ValidationError`` with a message in the reader's language.
    """
    if getattr(file, "_committed", False):
        return  # it is stored already: it was looked at when it came in
    suffix = PurePath(file.name or "").suffix.lower()
    if suffix not in ALLOWED:
        raise ValidationError(
            _("“%(name)s” cannot be taken: only %(kinds)s files are."),
            code="upload_kind",
            params={"name": file.name, "kinds": ", ".join(ALLOWED)},
        )
    if file.size > settings.UPLOAD_LIMIT:
        raise ValidationError(
            _("“%(name)s” is larger than %(limit)s MB."),
            code="upload_size",
            params={"name": file.name, "limit": settings.UPLOAD_LIMIT // 1_000_000},
        )
    if not _is_what_it_says(file, suffix):
        raise ValidationError(
            _("“%(name)s” is not a %(kind)s file, although its name says so."),
            code="upload_content",
            params={"name": file.name, "kind": suffix.lstrip(".").upper()},
        )


def _is_what_it_says(file: File, suffix: str) -> bool:
    file.seek(0)
    try:
        if suffix in SIGNATURES:
            return file.read(16).startswith(SIGNATURES[suffix])
        with zipfile.ZipFile(file) as archive:
            return OFFICE_PARTS[suffix] in archive.namelist()
    except zipfile.BadZipFile:
        return False
    finally:
        file.seek(0)


def sha256_of(file: File) -> str:
    """The file's checksum in hexadecimal, read in pieces so that size does not matter."""
    digest = hashlib.sha256()
    file.seek(0)
    for chunk in file.chunks():
        digest.update(chunk)
    file.seek(0)
    return digest.hexdigest()
