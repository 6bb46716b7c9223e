"""Files of strangers: each is refused with a sentence, none is unpacked before it is looked at."""

from __future__ import annotations

import io
import zipfile

import pytest
from openpyxl import Workbook

from base.workbooks import reading
from base.workbooks.problems import WorkbookError
from base.workbooks.reading import read_book
from tests.workbooks.filling import export

pytestmark = pytest.mark.django_db


@pytest.fixture
def good() -> bytes:
    return export(cycle="som-2024-05")


def repack(content: bytes, change: dict[str, bytes], *, skip: str = "") -> bytes:
    """The package with some parts replaced or added."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in change and name != skip:
                new.writestr(name, old.read(name))
        for name, data in change.items():
            new.writestr(name, data)
    return out.getvalue()


def refusal(content: bytes) -> str:
    with pytest.raises(WorkbookError) as refused:
        read_book(io.BytesIO(content))
    return str(refused.value)


def plain_workbook() -> bytes:
    out = io.BytesIO()
    Workbook().save(out)
    return out.getvalue()


def test_what_is_no_workbook(good: bytes) -> None:
    assert refusal(b"") == refusal(b"hello") == refusal(good[: len(good) // 2]) == "This is not a workbook of the kind .xlsx."
    assert refusal(repack(good, {}, skip="xl/workbook.xml")) == "This is not a workbook of the kind .xlsx."
    assert refusal(b"\xd0\xcf\x11\xe0" + b"\0" * 600).startswith("This file has a password or is of an old format.")
    assert refusal(plain_workbook()) == "This is not a workbook that the portal exported: its hidden sheet is missing."


def test_a_bomb_is_not_unpacked(good: bytes) -> None:
    bomb = repack(good, {"xl/worksheets/sheet2.xml": b"<worksheet>" + b" " * 50_000_000})
    assert len(bomb) < 200_000
    assert refusal(bomb) == "This workbook unpacks to far more than a workbook holds and is not opened."
    many = repack(good, {f"xl/media/{number}.png": b"" for number in range(reading.MOST_PARTS)})
    assert refusal(many) == "This workbook unpacks to far more than a workbook holds and is not opened."


def test_macros_are_refused(good: bytes) -> None:
    assert refusal(repack(good, {"xl/vbaProject.bin": b"\0"})) == "This workbook holds macros. Save it as .xlsx without macros."


def test_a_large_file_is_refused(good: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "LARGEST_FILE", 1000)
    assert refusal(good).startswith("This file is larger than ")


def test_entities_are_not_expanded(good: bytes) -> None:
    laughs = b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'
    with zipfile.ZipFile(io.BytesIO(good)) as package:
        parts = {name: package.read(name) for name in ("xl/workbook.xml", "xl/worksheets/sheet2.xml")}
    for name, part in parts.items():
        assert refusal(repack(good, {name: laughs + part})) == "This workbook is damaged and cannot be read."
    assert refusal(repack(good, {"xl/workbook.xml": b"<workbook"})) == "This workbook is damaged and cannot be read."


def test_another_format_of_ours_is_named(good: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(good)) as package:
        memory = package.read("xl/worksheets/sheet6.xml")
    later = repack(good, {"xl/worksheets/sheet6.xml": memory.replace(b"portal workbook 1", b"portal workbook 9")})
    assert refusal(later) == "This workbook was exported by another version of the portal. Export it again."


def test_a_size_that_the_file_claims_is_not_believed(good: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(good)) as package:
        name = "xl/worksheets/sheet2.xml"
        sheet = package.read(name)
    start = sheet.index(b"<dimension ref=")
    end = sheet.index(b"/>", start)
    vast = sheet[:start] + b'<dimension ref="A1:XFD1048576"' + sheet[end:]
    read = read_book(io.BytesIO(repack(good, {name: vast})))
    assert read.sheets["数据 Figures"].rows
