"""Prints the Debian packages that "demo" or "test" needs and this machine lacks, one to a line.

Each is recognised by what it brings, not by its package, so that a machine that has the same
from elsewhere is left alone.
"""

import ctypes
import ctypes.util
import glob
import os
import shutil
import sys

FONT_PLACES = ("/usr/share/fonts", "/usr/local/share/fonts", os.path.expanduser("~/.local/share/fonts"))


def library(soname):
    try:
        ctypes.CDLL(soname)
    except OSError:
        return bool(ctypes.util.find_library(soname.split(".so")[0].removeprefix("lib")))
    return True


def font(name):
    return any(name in names for place in FONT_PLACES for _, _, names in os.walk(place))


def module(name):
    try:
        __import__(name)
    except ImportError:
        return False
    return True


def program(name):
    return shutil.which(name) is not None


DEMO = {
    "python3-venv": lambda: module("venv") and module("ensurepip"),
    "libpango-1.0-0": lambda: library("libpango-1.0.so.0"),
    "libpangoft2-1.0-0": lambda: library("libpangoft2-1.0.so.0"),
    "libharfbuzz-subset0": lambda: library("libharfbuzz-subset.so.0"),
    "fontconfig": lambda: program("fc-list"),
    "fonts-noto-cjk": lambda: font("NotoSansCJK-Regular.ttc") and font("NotoSansCJK-Bold.ttc"),
    "fonts-noto-core": lambda: font("NotoSans-Regular.ttf"),
    "gettext": lambda: program("msgfmt"),
}
TEST = {
    **DEMO,
    "chromium": lambda: program("chromium"),
    "poppler-utils": lambda: program("pdftotext"),
    "libreoffice-calc-nogui": lambda: program("soffice"),
    "python3-uno": lambda: os.path.exists("/usr/lib/python3/dist-packages/uno.py"),
}
if not os.environ.get("DATABASE_URL"):
    TEST["postgresql"] = lambda: program("initdb") or bool(glob.glob("/usr/lib/postgresql/*/bin/initdb"))
if not os.environ.get("REDIS_URL"):
    TEST["redis-server"] = lambda: program("redis-server")

for package, is_there in {"demo": DEMO, "test": TEST}[sys.argv[1]].items():
    if not is_there():
        print(package)
