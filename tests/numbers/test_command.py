"""``manage.py check_numbers``: what it prints and how it ends."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

GOOD = ("2,700万美元。", "$27 million.")
BAD = ("1,900万美元。", "$1.9 million.")


def run(path: Path, *options: str) -> tuple[int, str]:
    out = io.StringIO()
    try:
        call_command("check_numbers", str(path), *options, stdout=out, stderr=io.StringIO())
    except SystemExit as ended:
        return int(ended.code), out.getvalue()
    return 0, out.getvalue()


def written(path: Path, *pairs: tuple[str, str], encoding: str = "utf-8-sig") -> Path:
    with path.open("w", encoding=encoding, newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["note", "en", "zh"])
        writer.writerows(["x", en, zh] for zh, en in pairs)
    return path


def test_pairs_that_agree_end_with_0(tmp_path: Path) -> None:
    assert run(written(tmp_path / "good.csv", GOOD, GOOD)) == (0, "2 pairs, 0 disagree\n")


def test_a_pair_that_disagrees_is_quoted_by_line_and_ends_with_1(tmp_path: Path) -> None:
    code, out = run(written(tmp_path / "bad.csv", ("甲\n乙", "A line\nand another"), BAD))
    assert code == 1
    assert out.splitlines() == [
        "line 5: Chinese says “1,900万美元”, English says “$1.9 million”: the same digits, but another power of ten.",
        "2 pairs, 1 disagree",
    ]


def test_findings_can_be_read_by_programs(tmp_path: Path) -> None:
    path = written(tmp_path / "bad.csv", GOOD, BAD)
    code, out = run(path, "--format", "json")
    found = json.loads(out)
    assert (code, found["pairs"], found["disagree"]) == (1, 2, 1)
    assert found["findings"][0]["zh"] == "1,900万美元"
    assert (found["findings"][0]["line"], found["findings"][0]["reason"]) == (3, "scale")
    code, out = run(path, "--format", "csv")
    assert [row["en"] for row in csv.DictReader(io.StringIO(out))] == ["$1.9 million"]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"zh,english\n1,1\n", "no column en"),
        ("zh,en\n卫生合作,health\n".encode("gb18030"), "not UTF-8"),
        (None, "No such file"),
        (b"", "no column zh"),
    ],
)
def test_a_file_that_cannot_be_read_ends_with_2(tmp_path: Path, content: bytes | None, message: str) -> None:
    path = tmp_path / "file.csv"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(CommandError, match=message) as refused:
        call_command("check_numbers", str(path))
    assert refused.value.returncode == 2
