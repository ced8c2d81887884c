"""A file that is no list, not a whole one, or not written as published changes nothing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select

from app import db
from app.classifications.models import ImportedEdition, ImportedEntry
from app.trail.models import TrailEntry
from tests.classifications import files
from tests.classifications.conftest import Run

SMALL = files.opcs4_rows(most=3)


def opcs4(form: Callable[..., bytes] = files.opcs4_txt) -> bytes:
    return form(files.opcs4_rows())


def accented() -> list[tuple[str, str]]:
    return [(code, title.replace("Operation", "Opération")) for code, title in files.opcs4_rows()]


def bomb() -> bytes:
    """XML that grows when it is read."""
    return b'<!DOCTYPE dsv [<!ENTITY a "aaaaaaaaaa">]><dsv xmlns="https://www.digital.nhs.uk/opcs/codes">&a;</dsv>'


BAD: list[tuple[str, Callable[[], bytes], str]] = [
    ("an empty file", lambda: b" \r\n", "The file is empty. Fetch the file from TRUD again"),
    ("a picture", lambda: b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(256)), "This is not a text file."),
    ("an archive", lambda: b"PK\x03\x04" + bytes(50), "Unpack the archive and import the file inside."),
    ("a letter", lambda: b"Dear coder,\r\nhere are the codes.", "Its first line is that of no file"),
    ("a table", lambda: b"CODE,TITLE\r\nA01,x\r\n", "What can be imported: the codes and titles"),
    ("other XML", lambda: b"<html><body/></html>", "It is XML of another kind. What can be imported"),
    ("UTF-16", lambda: opcs4().decode().encode("utf-16"), "written in UTF-16, perhaps by an editor. Save it"),
    ("UTF-16, unsaid", lambda: opcs4().decode().encode("utf-16-le"), "written in UTF-16"),
    (
        "Windows-1252",
        lambda: files.opcs4_txt(accented()).decode().encode("cp1252"),
        "Line 1 is not written in UTF-8 but perhaps in Windows-1252. Save it as UTF-8",
    ),
    (
        "XML in Windows-1252",
        lambda: files.opcs4_xml(accented()).decode().encode("cp1252"),
        "Line 3 is not written in UTF-8",
    ),
    (
        "a lost letter",
        lambda: files.opcs4_txt(accented()).replace("é".encode(), "\ufffd".encode()),
        "Line 1 has lost a letter",
    ),
    ("a bell", lambda: opcs4().replace(b"A01.2\r", b"A01.2\x07\r"), "Line 3 holds a character that no text"),
    ("XML cut off", lambda: opcs4(files.opcs4_xml)[:400_000], "The XML is broken or cut off at line"),
    ("XML with a trap", bomb, "The XML holds what no published list does."),
    ("a last line cut off", lambda: opcs4()[:-22], "The last line has no line end"),
    ("a last title cut off", lambda: opcs4()[:-8], "may be cut off: 'O11.9 Operation'. Fetch the file"),
    ("a last line without its title", lambda: opcs4() + b"O12\r\n", "The last line is broken off: it has 1"),
    (
        "a line broken",
        lambda: opcs4().replace(b"A01.2\t", b"A01.2 ", 1),
        "Line 3 is broken: it has 1 fields, not 2.",
    ),
    (
        "ICD-10 cut off",
        lambda: files.icd10_txt(files.icd10_rows())[:-90],
        "The last line has no line end, so the file may be cut off",
    ),
    ("half of OPCS-4", lambda: files.opcs4_txt(SMALL), "a list of OPCS-4 has at least 10,000. Some of it"),
    (
        "half of ICD-10",
        lambda: files.icd10_xml(files.icd10_rows()[:9_000]),
        "The file has 9,000 rows; a list of ICD-10 has at least 17,000.",
    ),
    (
        "most of ICD-10",
        lambda: files.icd10_txt(files.icd10_rows()[:17_900]),
        "The file has 17,900 rows; ICD-10 5th Edition has at least 17,934.",
    ),
]


@pytest.mark.parametrize(("data", "words"), [one[1:] for one in BAD], ids=[name for name, *_ in BAD])
def test_a_file_that_cannot_be_imported_is_refused_and_changes_nothing(
    app: Flask, codes: Run, tmp_path: Path, data: Callable[[], bytes], words: str
) -> None:
    path = files.written(tmp_path, f"{files.ICD10_NAME} {files.OPCS410_NAME}.txt", data())
    result = codes("import", path, "--yes")
    assert result.exit_code == 1
    assert words in result.output
    assert result.output.rstrip().endswith("Nothing was changed.")
    assert stored(app) == (0, 0, 0)


def stored(app: Flask) -> tuple[int, int, int]:
    """How many editions, lines and entries of the trail there are."""
    with app.app_context(), db.open_session(db.engine(), may_write=False) as own:
        editions, lines, trail = (
            own.scalar(select(func.count()).select_from(table)) or 0
            for table in (ImportedEdition, ImportedEntry, TrailEntry)
        )
    return editions, lines, trail


def test_a_file_that_is_not_there_is_said_to_be_missing(codes: Run, tmp_path: Path) -> None:
    result = codes("import", tmp_path / "none.txt")
    assert "does not exist" in result.output
