"""Charts and tables to take away: real files, harmless, and given again only when something changed."""

from __future__ import annotations

import csv
import io
from decimal import Decimal

import pytest
from django.test import Client
from openpyxl import load_workbook

from base.sheets import Sheet, write_csv, write_xlsx
from base.text import Text
from knowledge.models import Country
from results.enums import ObservationKind
from results.models import CountryProgress, Framework, FrameworkVersion, Indicator, Observation
from tests import people
from tests.pages import builders

pytestmark = pytest.mark.django_db

HRF = "/en/results/indicators/HRF-03"


def rows(client: Client, address: str) -> list[dict[str, str]]:
    answer = client.get(address)
    assert answer.status_code == 200, address
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    body = answer.content
    assert body.startswith(b"\xef\xbb\xbf")  # or Chinese is rubbish in a spreadsheet program
    return list(csv.DictReader(io.StringIO(body.decode("utf-8-sig"), newline="")))


def test_figures_come_as_csv_with_headings_in_both_languages(client: Client) -> None:
    found = rows(client, f"{HRF}/series.csv")
    told = {(row["分项 / Measure"], row["数值 / Value"]) for row in found if row["起 / From"] == "2023-07-01"}
    assert {value for _name, value in told} == {"230", "187", "58"}
    assert {row["编号 / Code"] for row in found} == {"HRF-03"}
    chinese = rows(client, "/zh-hans/results/indicators/HRF-03/series.csv")
    assert {row["单位 / Unit"] for row in chinese} >= {"人次", "人"}


def test_figures_come_as_a_workbook_with_numbers_as_numbers(client: Client) -> None:
    answer = client.get(f"{HRF}/series.xlsx")
    assert 'filename="HRF-03-series.xlsx"' in answer["Content-Disposition"]
    sheet = load_workbook(io.BytesIO(answer.content)).active
    heads = [cell.value for cell in sheet[1]]
    value = heads.index("数值\nValue")
    numbers = [row[value] for row in sheet.iter_rows(min_row=2) if row[value].value is not None]
    assert {cell.value for cell in numbers} == {230, 187, 58}
    assert {cell.number_format for cell in numbers} == {"#,##0"}
    assert {type(row[heads.index("起\nFrom")].value).__name__ for row in sheet.iter_rows(min_row=2)} == {"datetime"}


def test_nothing_in_a_file_runs_as_a_formula() -> None:
    wicked = ["=1+1", "+cmd", "-2+3", "@SUM(A1)", "\t=1", "-5%", "-12.5", "fine"]
    sheet = Sheet("x", Text(), [Text(zh="甲", en="A"), Text(zh="=乙", en="B")], [[each, Decimal("-3.50")] for each in wicked])
    written = list(csv.reader(io.StringIO(write_csv(sheet).decode("utf-8-sig"), newline="")))
    assert written[0] == ["甲 / A", "'=乙 / B"]
    assert [row[0] for row in written[1:]] == ["'=1+1", "'+cmd", "'-2+3", "'@SUM(A1)", "'\t=1", "-5%", "-12.5", "fine"]
    assert {row[1] for row in written[1:]} == {"-3.5"}
    cells = load_workbook(io.BytesIO(write_xlsx(sheet))).active
    assert [row[0].data_type for row in cells.iter_rows(min_row=2)] == ["s"] * len(wicked)
    assert {(row[1].value, row[1].number_format) for row in cells.iter_rows(min_row=2)} == {(-3.5, "#,##0.0")}


@pytest.mark.parametrize(
    ("ending", "begins", "content_type"),
    [("svg", b"<svg", "image/svg+xml"), ("dark.svg", b"<svg", "image/svg+xml"), ("png", b"\x89PNG\r\n", "image/png")],
)
def test_a_chart_comes_as_an_image(client: Client, ending: str, begins: bytes, content_type: str) -> None:
    indicator = builders.placed_indicator(builders.result(builders.framework()))
    answer = client.get(f"{indicator.get_absolute_url()}series.{ending}")
    assert answer.status_code == 200
    assert answer["Content-Type"] == content_type
    assert answer.content.startswith(begins)
    if ending == "png":
        assert int.from_bytes(answer.content[16:20]) == 1280  # twice as fine as the page's 640
    else:
        assert ("#0f131a" in answer.content.decode()) == (ending == "dark.svg")


def test_an_unchanged_file_is_not_sent_again_and_a_changed_one_is(client: Client) -> None:
    indicator = builders.placed_indicator(builders.result(builders.framework()))
    address = f"{indicator.get_absolute_url()}series.csv"
    first = client.get(address)
    again = client.get(address, headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert "max-age=300" in again["Cache-Control"]
    figure = indicator.measures.get().observations.get(kind=ObservationKind.ACTUAL)
    figure.value = 4321
    figure.save()
    changed = client.get(address, headers={"if-none-match": first["ETag"]})
    assert changed.status_code == 200
    assert b"4321" in changed.content


def test_a_page_is_given_again_until_something_changes(client: Client) -> None:
    indicator = builders.placed_indicator(builders.result(builders.framework()))
    first = client.get(indicator.get_absolute_url())
    assert client.get(indicator.get_absolute_url(), headers={"if-none-match": first["ETag"]}).status_code == 304
    figure = indicator.measures.get().observations.get(kind=ObservationKind.ACTUAL)
    figure.value = 4321
    figure.save()
    changed = client.get(indicator.get_absolute_url(), headers={"if-none-match": first["ETag"]})
    assert changed.status_code == 200
    assert "4,321" in changed.content.decode()


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
@pytest.mark.parametrize("address", ["overview/pillar", "overview/sector", "overview/rating", "matrix/som-2024-05"])
def test_every_page_gives_its_table(client: Client, address: str, ending: str) -> None:
    answer = client.get(f"/zh-hans/results/{address}.{ending}")
    assert answer.status_code == 200
    assert len(answer.content) > 300


def test_the_overview_adds_up_in_its_file(client: Client) -> None:
    found = rows(client, "/en/results/overview/sector.csv")
    assert found[-1]["指标 / Indicators"] == "39"
    assert sum(int(row["指标 / Indicators"]) for row in found[:-1]) == 31


def test_the_matrix_has_a_row_for_each_cell_and_no_draft(client: Client) -> None:
    told = CountryProgress.objects.filter(country__isnull=False).first()
    other = Country.objects.filter(is_member=True).exclude(progress__theme=told.theme).first()
    CountryProgress.objects.create(cycle=told.cycle, theme=told.theme, country=other, summary_en="secret", summary_zh_hans="秘密")
    found = rows(client, "/en/results/matrix/som-2024-05.csv")
    assert "secret" not in str(found)
    assert len(found) == 12 * 6  # the region and 11 countries; four pillars and two themes told in this cycle
    assert sum(row["是否有已批准的进展 / Progress approved"] == "yes" for row in found) == 18


@pytest.mark.parametrize(
    "address",
    ["indicators/NONE-1/series.csv", "indicators/HRF-03/parts.csv", "indicators/HRF-03/series.png", "overview/colour.csv"],
)
def test_what_is_not_there_is_not_found(client: Client, address: str) -> None:
    assert client.get(f"/en/results/{address}").status_code == 404


def test_figures_of_a_framework_that_is_not_public_cannot_be_taken(client: Client) -> None:
    indicator = builders.placed_indicator(builders.result(builders.framework(is_public=False)))
    for ending in ("csv", "xlsx", "svg", "png"):
        assert client.get(f"{indicator.get_absolute_url()}series.{ending}").status_code == 404


def _figures_of(client: Client, address: str) -> list[dict[str, str]]:
    return [{heading.rpartition(" / ")[2]: value for heading, value in row.items()} for row in rows(client, address)]


def test_a_framework_gives_the_figures_that_its_page_shows(client: Client) -> None:
    page = client.get("/en/results/health-results-framework/").content.decode()
    assert 'href="/en/results/health-results-framework/figures.csv"' in page
    found = _figures_of(client, "/en/results/health-results-framework/figures.csv")
    assert {row["Code in the framework"] for row in found} == set(
        Framework.objects.get(slug="health-results-framework").placements.current().values_list("code", flat=True)
    )
    told = Observation.objects.filter(measure__indicator__placements__framework__slug="health-results-framework")
    assert sum(bool(row["Measure"]) for row in found) == told.count()
    trained = [row for row in found if row["Code"] == "HRF-03" and row["Kind"] == "progress"]
    assert {(row["Measure"], row["Value"]) for row in trained} >= {("Attendance of CAREC health webinars", "230")}
    sheet = load_workbook(io.BytesIO(client.get("/zh-hans/results/health-results-framework/figures.xlsx").content)).active
    assert sheet.max_row == len(found) + 1


def test_a_part_of_a_framework_gives_its_figures_alone_and_an_indicator_without_any_a_row(client: Client) -> None:
    framework = builders.framework()
    told = builders.placed_indicator(builders.result(framework))
    untold = Indicator.objects.create(code="T-untold", name_en="Untold", name_zh_hans="未报告")
    builders.place(untold, builders.result(framework))
    untold.placements.update(is_headline=True)
    address = f"/en/results/{framework.slug}/figures.csv"
    assert {row["Code"] for row in _figures_of(client, address)} == {told.code, untold.code}
    (only,) = _figures_of(client, f"{address}?show=headline")
    assert (only["Code"], only["Indicator"], only["Measure"], only["Value"]) == ("T-untold", "Untold", "", "")
    assert f'href="{address}?show=headline"' in client.get(f"/en/results/{framework.slug}/?show=headline").content.decode()
    assert client.get(f"{address}?show=other").status_code == 404


def test_a_framework_that_is_not_public_or_in_preparation_gives_no_file(client: Client) -> None:
    hidden, shown = builders.framework(is_public=False), builders.framework()
    draft = FrameworkVersion.objects.create(framework=shown, number=1)
    indicator = builders.placed_indicator(builders.result(shown))
    indicator.placements.update(added_in=draft)
    client.force_login(people.administrator())
    assert client.get(f"/en/results/{hidden.slug}/figures.csv").status_code == 404
    assert client.get(f"/en/results/{shown.slug}/figures.csv?version=1").status_code == 404
    page = client.get(f"/en/results/{shown.slug}/?version=1").content.decode()
    assert indicator.name in page
    assert "figures.csv" not in page
    assert indicator.code not in client.get(f"/en/results/{shown.slug}/figures.csv").content.decode()
    assert client.get(f"/en/results/{shown.slug}/figures.svg").status_code == 404


def test_a_file_of_changes_has_old_and_new(client: Client) -> None:
    found = rows(client, "/en/results/changes/start/som-2024-05.csv")
    found = [{heading.rpartition(" / ")[2]: value for heading, value in row.items()} for row in found]
    figures = [(row["Before"], row["Now"]) for row in found if row["Code"] == "HRF-03" and row["What"] == "figure"]
    assert figures == [("not applicable", "230"), ("", "187"), ("", "58")]
    assert {row["What"] for row in found} == {"figure", "text"}
