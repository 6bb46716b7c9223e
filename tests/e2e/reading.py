"""Reading a PDF back, as a person would see it."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path


def text_of_pdf(path: Path) -> str:
    """The text in reading order, every run of white space one space, so that a line break hides nothing."""
    found = subprocess.run(["pdftotext", "-enc", "UTF-8", path, "-"], capture_output=True, text=True, check=True).stdout
    return re.sub(r"\s+", " ", found)
