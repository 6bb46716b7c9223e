"""LibreOffice Calc at work: fills cells of a workbook as a person would and saves it as .xlsx.

Run by the system's Python, which has ``uno``: ``python3 calc.py SOCKET IN OUT``, with a JSON list of [sheet, cell, value] on
standard input. Prints what it found of protection, lists and hidden sheets as JSON.
"""

from __future__ import annotations

import json
import sys
import time
from contextlib import suppress
from pathlib import Path

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException
from com.sun.star.lang import DisposedException


def connect(pipe: str) -> object:
    """The desktop of the LibreOffice that listens on this pipe; it takes a while to start."""
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    for _attempt in range(300):
        try:
            context = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
            return context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
        except NoConnectException:
            time.sleep(0.1)
    raise SystemExit("LibreOffice did not start")


def option(name: str, value: object) -> PropertyValue:
    made = PropertyValue()
    made.Name, made.Value = name, value
    return made


def fill(cell: object, value: object) -> None:
    """Numbers as numbers, formulas as formulas, the rest as text: what a keyboard does."""
    if isinstance(value, int | float):
        cell.Value = value
    elif isinstance(value, str) and value.startswith("="):
        cell.Formula = value
    else:
        cell.String = value


def main(pipe: str, source: str, target: str) -> None:
    desktop = connect(pipe)
    book = desktop.loadComponentFromURL(Path(source).as_uri(), "_blank", 0, (option("Hidden", True),))
    found = {}
    for sheet, place, value in json.load(sys.stdin):
        page = book.Sheets.getByName(sheet)
        cell = page.getCellRangeByName(place)
        found[f"{sheet}!{place}"] = {
            "protected": page.isProtected(),
            "locked": cell.CellProtection.IsLocked,
            "list": cell.Validation.Type.value == "LIST" and cell.Validation.getFormula1(),
        }
        fill(cell, value)
    found["visible"] = {page.Name: page.IsVisible for page in (book.Sheets.getByIndex(i) for i in range(book.Sheets.Count))}
    book.storeToURL(Path(target).as_uri(), (option("FilterName", "Calc MS Excel 2007 XML"),))
    book.close(True)
    sys.stdout.write(json.dumps(found))
    with suppress(DisposedException):  # the connection goes with it
        desktop.terminate()


main(*sys.argv[1:])
