"""Charts as pages and reports show them."""

from __future__ import annotations

import base64
import re
from xml.etree import ElementTree

from results.charts import Point, Series, bar_chart, render_svg, series_chart, svg_data_uri

ROWS = [("中亚五国（区域计划）", 2700), ("哈萨克斯坦", 1900)]


def words(svg: str) -> list[str]:
    return [
        "".join(element.itertext())
        for element in ElementTree.fromstring(svg).iter()  # noqa: S314 (drawn here)
        if element.tag.endswith("text")
    ]


def test_bars_say_their_labels_figures_and_unit() -> None:
    svg = render_svg(bar_chart(rows=ROWS, unit="万美元", title="资金"))
    assert words(svg) == ["中亚五国（区域计划）", "哈萨克斯坦", "2,700", "1,900", "万美元"]
    assert set(re.findall(r'font-family="([^",]+)', svg)) == {"Portal Sans SC"}


def test_a_long_label_is_broken_between_words_and_never_before_a_mark() -> None:
    svg = render_svg(bar_chart(rows=[("Five Central Asian countries (regional programme)", 27)], unit="", title=""))
    assert [line for line in ("Five Central Asian", "countries (regional", "programme)") if line in svg] == [
        "Five Central Asian",
        "countries (regional",
        "programme)",
    ]
    chinese = render_svg(bar_chart(rows=[("疫情应对基金第一轮区域计划，二期资金", 1)], unit="", title=""))
    assert ">，" not in chinese


def test_bars_are_as_long_as_their_figures() -> None:
    svg = render_svg(bar_chart(rows=ROWS, unit="", title=""))
    widths = [float(width) for width in re.findall(r'd="M0,[\d.]+h([\d.]+)v22h', svg)]
    assert len(widths) == 2
    assert abs(widths[1] / widths[0] - 1900 / 2700) < 0.01


def test_series_mark_their_baseline() -> None:
    road = Series("Road", (Point(2017, 22.2, "22.2", is_baseline=True), Point(2020, 23.4, "23.4")))
    rail = Series("Rail", (Point(2017, 14.2, "14.2", is_baseline=True), Point(2020, 16.4, "16.4")))
    svg = render_svg(series_chart(series=[road, rail], unit="km/h", title="", baseline_label="Baseline"))
    told = words(svg)
    for word in ("Road", "Rail", "km/h", "2017Baseline", "2020", "22.2", "16.4"):
        assert word in told
    assert "2018" not in told


def test_a_single_point_and_nothing_at_all_can_be_drawn() -> None:
    alone = series_chart(series=[Series("Trained", (Point(2024, 187, "187"),))], unit="persons", title="")
    assert "187" in words(render_svg(alone))
    assert render_svg(bar_chart(rows=[], unit="", title="")).startswith("<svg")
    assert render_svg(series_chart(series=[], unit="", title="")).startswith("<svg")


def test_the_same_description_gives_the_same_drawing() -> None:
    first, second = (render_svg(bar_chart(rows=list(ROWS), unit="万美元", title="资金")) for _ in range(2))
    assert first is second


def test_a_drawing_as_an_image_source() -> None:
    svg = render_svg(bar_chart(rows=ROWS, unit="万美元", title="资金"))
    head, data = svg_data_uri(svg).split(",", 1)
    assert head == "data:image/svg+xml;base64"
    assert base64.b64decode(data).decode() == svg
