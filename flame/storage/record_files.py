"""Records of a corpus file, as mappings from column to value: JSON, JSON lines, CSV and parquet.

What ends a line is `\\n`, or what the CSV format says; the other characters at which Python would split lines (U+2028,
U+0085, form feeds) stand in people's messages. A byte order mark is no part of the first column's name.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from flame.errors import DatasetError

SUFFIXES = (".json", ".jsonl", ".csv", ".parquet")
_DELIMITERS = ",;\t"
_LARGEST_CELL = 2**31 - 1  # characters; the csv module's own limit of 131,072 is shorter than long conversations


def read_records(file: Path, wanted: str) -> list[Any]:
    """The records of one file, in order.

    Args:
        file: ends in one of `SUFFIXES`, in any case.
        wanted: the column that there must be; it tells which of `,`, `;` and tab divides a CSV.
    Raises:
        DatasetError: the file cannot be read, is no list of records, or a CSV row has more or fewer cells than there
            are columns.
    """
    suffix = file.suffix.lower()
    try:
        if suffix == ".parquet":
            import pyarrow.parquet

            return list(pyarrow.parquet.read_table(file).to_pylist())
        with file.open(encoding="utf-8-sig", newline="") as stream:
            text = stream.read()
        if suffix == ".csv":
            return list(_csv_records(text, wanted, file))
        if suffix == ".jsonl":
            return [_json_line(line, i, file) for i, line in enumerate(text.split("\n"), 1) if line.strip()]
        records = json.loads(text)
    except (ValueError, OSError, csv.Error, RecursionError) as error:
        raise DatasetError(f"{file}: cannot be read as {suffix[1:]}: {error}".replace("\n", " ")) from error
    if not isinstance(records, list):
        raise DatasetError(f"{file}: expected a list of records, found {type(records).__name__}")
    return records


def _json_line(line: str, number: int, file: Path) -> Any:
    try:
        return json.loads(line)
    except ValueError as error:
        raise DatasetError(f"{file}: line {number} cannot be read as JSON: {error}".replace("\n", " ")) from error


def _csv_records(text: str, wanted: str, file: Path) -> Iterator[dict[str, str]]:
    before = csv.field_size_limit(_LARGEST_CELL)
    try:
        rows = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text, wanted), strict=True)
        columns = [name.strip() for name in next(rows, [])]
        twice = sorted({name for name in columns if columns.count(name) > 1})
        if twice:
            raise DatasetError(f"{file}: column {twice[0]!r} stands twice (expected each column once)")
        for number, row in enumerate((row for row in rows if row), 1):
            if len(row) != len(columns):
                more = len(row) > len(columns)
                mend = 'quote the comma: "Ada: yes, please"' if more else "fill the cells, or end the quote before it"
                raise DatasetError(
                    f"{file}: row {number} has {len(row)} cells for the {len(columns)} columns {', '.join(columns)} "
                    f"({mend})"
                )
            yield dict(zip(columns, row, strict=True))
    finally:
        csv.field_size_limit(before)


def _delimiter(text: str, wanted: str) -> str:
    """The delimiter by which the first row names the wanted column; a comma where none does."""
    for delimiter in _DELIMITERS:
        header = next(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), [])
        if wanted in (name.strip() for name in header):
            return delimiter
    return ","
