"""Shares, targets and tiles as drawings, and each of them on dark paper."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest
from django.test import Client

from results.charts import Part, Point, Series, Tile, in_the_dark, render_png, render_svg, series_chart, shares_chart, tile_chart
from results.charts.look import DARK, PAPER
from tests.people import editor


def words(svg: str) -> list[str]:
    tree = ElementTree.fromstring(svg)  # noqa: S314 -- drawn here
    return ["".join(element.itertext()) for element in tree.iter() if element.tag.endswith("text")]


def test_shares_name_their_parts_and_write_figures_where_there_is_room() -> None:
    parts = [Part("achieved", "good"), Part("off track", "bad")]
    told = words(render_svg(shares_chart(parts=parts, rows=[("A", [90, 1]), ("B", [0, 40])], unit="indicators", title="")))
    assert [word for word in ("achieved", "off track", "A", "B", "90", "40", "indicators") if word not in told] == []
    assert "1" not in told
    assert "0" not in told


def test_targets_are_marked_and_no_line_leads_to_them() -> None:
    points = (Point(2020, 1, "1", is_baseline=True), Point(2021, 2, "2"), Point(2025, 9, "target 9", is_target=True))
    svg = render_svg(series_chart(series=[Series("People", points)], unit="persons", title=""))
    assert "target 9" in words(svg)
    assert "M-12.649,0L12.649,0" in svg  # the short bar


def test_tiles_carry_code_figure_and_period() -> None:
    tiles = [Tile(1, 2, "KAZ", "12", "2031", 3), Tile(2, 1, "AZE", "–", "", None)]
    told = words(render_svg(tile_chart(tiles=tiles, unit="persons", title="")))
    assert [word for word in ("KAZ", "12", "2031", "AZE", "–", "persons") if word not in told] == []


def test_the_dark_drawing_has_no_light_colour_left() -> None:
    svg = in_the_dark(render_svg(shares_chart(parts=[Part("x")], rows=[("A", [3])], unit="", title="")))
    assert PAPER not in svg
    assert DARK[PAPER] in svg
    assert set(words(svg)) == {"A", "x", "3"}


def test_a_drawing_of_nothing_is_one_too() -> None:
    assert render_png(tile_chart(tiles=[], unit="", title="")).startswith(b"\x89PNG")
    assert render_svg(shares_chart(parts=[], rows=[], unit="", title="")).startswith("<svg")


@pytest.mark.django_db
def test_who_is_signed_in_gets_a_page_of_their_own(client: Client) -> None:
    assert "ETag" in client.get("/en/results/")
    person = editor(first_name="Amina")
    client.force_login(person)
    own = client.get("/en/results/")
    assert "ETag" not in own
    assert "Amina" in own.content.decode()
    assert "Amina" not in Client().get("/en/results/").content.decode()
