"""Reads published files: what kind it is shows in what it holds, never in its name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from app.classifications.rules import published_icd10, published_opcs4
from app.classifications.rules.codes import System
from app.classifications.rules.published import GET_IT_AGAIN, Row
from app.outcomes import BadInput

MOST_BYTES = 60_000_000  # the largest published file has about a tenth of that
_OPCS4_LINE = re.compile(r"[A-HJ-Z]\d\d(?:\.\d)?\t[^\t]+")
_DECLARED = re.compile(rb"""^\s*<\?xml[^>]*encoding=["']([^"']+)["']""")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_SAVE_AS_UTF8 = "Save it as UTF-8, or fetch it from TRUD again and import it unchanged."
_WHAT_IS_READ = (
    "What can be imported: the codes and titles of the ICD-10 5th Edition or of OPCS-4, as TXT or as XML. "
    "The other files of a release are not needed."
)


@dataclass(frozen=True)
class Published:
    """The rows of a published file. form: "TXT" or "XML"."""

    system: System
    form: str
    rows: Sequence[Row]


def read_published(data: bytes) -> Published:
    """The rows of a file.

    Raises:
        BadInput: it is none of the files that can be imported, is not whole, or is not written in UTF-8.
    """
    if len(data) > MOST_BYTES:
        raise BadInput(f"The file is over {MOST_BYTES:,} bytes, so it is no list of codes. {_WHAT_IS_READ}")
    if not data.strip():
        raise BadInput(f"The file is empty. {GET_IT_AGAIN}")
    _refuse_what_is_no_text(data)
    if data.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"<"):
        return _from_xml(data.removeprefix(b"\xef\xbb\xbf").lstrip())
    return _from_txt(_as_text(data))


def _refuse_what_is_no_text(data: bytes) -> None:
    if data.startswith(b"PK\x03\x04"):
        raise BadInput(
            "This is a ZIP archive or a spreadsheet. Unpack the archive and import the file inside."
        )
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or data[:200].count(0) * 3 > len(data[:200]):
        raise BadInput(f"The file is written in UTF-16, perhaps by an editor. {_SAVE_AS_UTF8}")
    if b"\0" in data:
        raise BadInput(f"This is not a text file. {_WHAT_IS_READ}")


def _as_text(data: bytes) -> str:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise BadInput(
            f"Line {line} is not written in UTF-8 but perhaps in Windows-1252. {_SAVE_AS_UTF8}"
        ) from None
    if "\ufffd" in text:
        line = text[: text.index("\ufffd")].count("\n") + 1
        raise BadInput(
            f"Line {line} has lost a letter, as happens when a file is saved again. {GET_IT_AGAIN}"
        )
    odd = _CONTROL.search(text)
    if odd:
        line = text[: odd.start()].count("\n") + 1
        raise BadInput(f"Line {line} holds a character that no text has. {GET_IT_AGAIN}")
    return text


def _from_txt(text: str) -> Published:
    lines = text.replace("\r\n", "\n").removesuffix("\n").split("\n")
    if tuple(name.strip().upper() for name in lines[0].split("\t")) == published_icd10.COLUMNS:
        _refuse_what_is_cut_off(text)
        return Published(System.ICD10, "TXT", _rows(lines[1:], published_icd10.COLUMNS, first=2))
    if _OPCS4_LINE.fullmatch(lines[0].strip()):
        _refuse_what_is_cut_off(text)
        return Published(System.OPCS4, "TXT", _rows(lines, published_opcs4.COLUMNS, first=1))
    raise BadInput(f"Its first line is that of no file that is known here. {_WHAT_IS_READ}")


def _refuse_what_is_cut_off(text: str) -> None:
    """A title that was cut in the middle looks like a shorter title; only the missing line end tells it."""
    if not text.endswith("\n"):
        last = text.rsplit("\n", maxsplit=1)[-1][:60].replace("\t", " ")
        raise BadInput(
            f"The last line has no line end, so the file may be cut off: {last!r}. {GET_IT_AGAIN} "
            "If it is so there, too, add a line end."
        )


def _rows(lines: Sequence[str], columns: tuple[str, ...], *, first: int) -> list[Row]:
    found: list[Row] = []
    for number, line in enumerate(lines, start=first):
        fields = [_unquoted(field) for field in line.split("\t")]
        if len(fields) != len(columns):
            broken = (
                "The last line is broken off"
                if number == first + len(lines) - 1
                else f"Line {number} is broken"
            )
            raise BadInput(f"{broken}: it has {len(fields)} fields, not {len(columns)}. {GET_IT_AGAIN}")
        found.append(Row(number, dict(zip(columns, fields, strict=True))))
    return found


def _unquoted(field: str) -> str:
    quoted = len(field) > 1 and field.startswith('"') and field.endswith('"')
    return field[1:-1].replace('""', '"') if quoted else field


def _from_xml(data: bytes) -> Published:
    declared = _DECLARED.match(data)
    if declared is None or declared[1].lower() in (b"utf-8", b"us-ascii"):
        _as_text(data)
    try:
        root: Element = fromstring(data, forbid_dtd=True)
    except ParseError as error:
        line = error.position[0]
        raise BadInput(f"The XML is broken or cut off at line {line}. {GET_IT_AGAIN}") from None
    except (DefusedXmlException, LookupError, ValueError):
        raise BadInput(f"The XML holds what no published list does. {GET_IT_AGAIN}") from None
    if root.tag == "{urn:nhs-org:icd-10}DSV":
        found = root.iter("{urn:nhs-org:icd-10}CLASS")
        return Published(System.ICD10, "XML", _attributes(found, published_icd10.COLUMNS))
    if root.tag == "{https://www.digital.nhs.uk/opcs/codes}dsv":
        found = root.iter("{https://www.digital.nhs.uk/opcs/codes}code")
        return Published(System.OPCS4, "XML", _attributes(found, published_opcs4.COLUMNS))
    raise BadInput(f"It is XML of another kind. {_WHAT_IS_READ}")


def _attributes(elements: Iterable[Element], columns: tuple[str, ...]) -> list[Row]:
    """The elements as rows. An attribute that is left out is empty, as XML may write it."""
    return [
        Row(number, {name: element.get(name, "") for name in columns})
        for number, element in enumerate(elements, start=1)
    ]
