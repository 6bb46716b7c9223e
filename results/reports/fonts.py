"""The typeface of reports: told to Fontconfig before anything is drawn, and looked for before Chinese is lost."""

from __future__ import annotations

import ctypes
import os
from ctypes import POINTER, Structure, c_char_p, c_int, c_uint32, c_void_p
from functools import cache
from pathlib import Path

from django.conf import settings

PROBE = "中"  # a font that has it is taken to be a Chinese one
OWN_FILES = ("PortalSansSC-Regular.ttf", "PortalSansSC-Bold.ttf")


class _FontSet(Structure):
    _fields_ = [("nfont", c_int), ("sfont", c_int), ("fonts", c_void_p)]


def use_report_fonts() -> None:
    """Let Fontconfig see the report typeface first; call before Pango is loaded. What the environment says wins."""
    config = settings.FONT_DIR / "fonts.conf"
    if config.is_file():
        os.environ.setdefault("FONTCONFIG_FILE", str(config.resolve()))


def has_own_typeface() -> bool:
    """Whether the typeface made at set-up is there, both weights of it; asks no library."""
    directory: Path = settings.FONT_DIR
    return all((directory / name).is_file() for name in OWN_FILES)


@cache
def has_chinese_font() -> bool:
    """Whether Fontconfig knows any font with Chinese characters. Asks it once per process."""
    use_report_fonts()
    try:
        library = ctypes.CDLL("libfontconfig.so.1")
    except OSError:
        return False
    for name in ("FcCharSetCreate", "FcPatternCreate", "FcObjectSetCreate", "FcInitLoadConfigAndFonts"):
        getattr(library, name).restype = c_void_p
    library.FcFontList.restype = POINTER(_FontSet)
    config = c_void_p(library.FcInitLoadConfigAndFonts())
    characters = c_void_p(library.FcCharSetCreate())
    library.FcCharSetAddChar(characters, c_uint32(ord(PROBE)))
    pattern = c_void_p(library.FcPatternCreate())
    library.FcPatternAddCharSet(pattern, c_char_p(b"charset"), characters)
    names = c_void_p(library.FcObjectSetCreate())
    library.FcObjectSetAdd(names, c_char_p(b"family"))
    found = library.FcFontList(config, pattern, names)
    is_there = bool(found) and found.contents.nfont > 0
    library.FcFontSetDestroy(found)
    library.FcObjectSetDestroy(names)
    library.FcPatternDestroy(pattern)
    library.FcCharSetDestroy(characters)
    library.FcConfigDestroy(config)
    return is_there
