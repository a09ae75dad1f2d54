"""Tables in the form that spreadsheets write and open by a double click: encodings, separators, cells; pure."""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from typing import Any

LIST_SEPARATOR = ";"  # between several values in one cell
# The format that a spreadsheet expects in locales with a decimal comma, as in Indonesia; the BOM names the encoding.
DELIMITER = ";"
BYTE_ORDER_MARK = "\ufeff"
DELIMITERS = ",;\t"
FORMULA = ("=", "+", "-", "@", "\t", "\r")
_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")  # workbooks: of today, and from before 2007
_IN_NO_TEXT = re.compile(r"[\x00-\x08\x0e-\x1a]")


class NoCsv(ValueError):
    """The bytes are not text, or the text is not a table; the message says what it is instead."""


def decode(raw: bytes) -> str:
    """Decode UTF-8 or UTF-16, with or without a byte order mark, else Windows' ANSI. Raises NoCsv."""
    if raw.startswith(_WORKBOOKS):
        raise NoCsv("this is a workbook: save it as CSV first")
    text = _text(raw)
    if _IN_NO_TEXT.search(text):
        raise NoCsv("this is no text, or of an encoding that is not read: save it as CSV UTF-8")
    return text


def _text(raw: bytes) -> str:
    try:
        return raw.decode(_encoding(raw))
    except UnicodeDecodeError:
        pass
    try:
        return raw.decode("cp1252")
    except UnicodeDecodeError as error:
        raise NoCsv(f"this is no text: neither UTF-8 nor UTF-16 nor Windows-1252 (byte {error.start})") from error


def _encoding(raw: bytes) -> str:
    """Detect UTF-16: in our languages every second byte of it is zero, while other encodings have no zeros."""
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    if b"\x00" in raw[1:64:2]:
        return "utf-16-le"
    return "utf-16-be" if b"\x00" in raw[0:64:2] else "utf-8-sig"


def read_rows(text: str) -> Iterable[tuple[int, list[str]]]:
    """Yield each row with the number of its first line, as an editor counts; skip empty rows. Raises NoCsv."""
    text = text.removeprefix(BYTE_ORDER_MARK)
    first, _, rest = text.partition("\n")
    named = _named_delimiter(first)
    begins = 1 if named is None else 2
    body = text if named is None else rest
    head = next((line for line in body.splitlines() if line.strip()), "")
    delimiter = named or max(DELIMITERS, key=head.count)
    reader = csv.reader(io.StringIO(body, newline=""), delimiter=delimiter, strict=True)
    before = begins - 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield begins, cells
            begins = before + reader.line_num + 1
    except csv.Error as error:
        raise NoCsv(str(error)) from error


def _named_delimiter(line: str) -> str | None:
    """Return the delimiter of the line `sep=;`, which spreadsheets put first."""
    stripped = line.strip("\r\n \"'").lower()
    return stripped[4:] if stripped[:4] == "sep=" and stripped[4:] in DELIMITERS and len(stripped) > 4 else None


def write_table(header: Sequence[str], rows: Iterable[Iterable[Any]]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=DELIMITER)
    writer.writerow(header)
    writer.writerows([as_cell(value) for value in row] for row in rows)
    return BYTE_ORDER_MARK + out.getvalue()


def as_cell(value: Any) -> str:
    """Put an apostrophe before text like a formula, or a spreadsheet would run it; write decimals with a comma."""
    if value is None:
        return ""
    if isinstance(value, list | tuple):
        return as_cell(LIST_SEPARATOR.join(value))
    if isinstance(value, float):
        return str(value).replace(".", ",")
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA) else str(value)


def from_cell(cell: str) -> str:
    """Remove the apostrophe that `as_cell` added."""
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(FORMULA) else cell
