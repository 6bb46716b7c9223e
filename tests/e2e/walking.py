"""What the walks ask of every page they pass: usable by everyone, on a phone as well."""

from __future__ import annotations

import os
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
PICTURES = os.environ.get("WALK_PICTURES", "")  # a folder: the walks leave pictures of their pages there
DESK, PHONE = {"width": 1280, "height": 900}, {"width": 320, "height": 700}


def look(page: Page, name: str) -> None:
    """The page as it stands: axe finds nothing, and 320 px are enough for it."""
    found = Axe().run(page, options={"runOnly": STANDARDS}).response["violations"]
    picture(page, name)
    findings = [f"{each['id']}: {node['html'][:160]}" for each in found for node in each["nodes"]]
    assert not findings, f"{name}: {findings}"
    before = page.viewport_size
    page.set_viewport_size(PHONE)
    width = page.evaluate("document.documentElement.scrollWidth")
    picture(page, f"{name}-phone")
    page.set_viewport_size(before or DESK)
    assert width <= PHONE["width"], f"{name} is {width} px wide"


def picture(page: Page, name: str) -> None:
    """For the eye: kept where ``WALK_PICTURES`` says, and nowhere else."""
    if PICTURES:
        page.screenshot(path=Path(PICTURES) / f"{name}.png", full_page=True)
