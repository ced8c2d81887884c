"""Files in the published layouts, made by the tests: no published title stands in them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from xml.sax.saxutils import quoteattr

from app.classifications.content.opcs4 import read_chapters
from app.classifications.queries.editions import practice_list
from app.classifications.rules.codes import FILLER, System
from app.classifications.rules.entries import Entry, Mark
from app.classifications.rules.published_icd10 import COLUMNS
from app.classifications.rules.sections import MARK_WORDS

Fields = Mapping[str, str]

ICD10_NAME = "ICD10_Edition5_CodesAndTitlesAndMetadata_GB_20160401"
OPCS410_NAME = "OPCS410 CodesAndTitles Nov 2022 V1.0"
OPCS4_XML = "https://www.digital.nhs.uk/opcs/codes"


def icd10_rows() -> list[Fields]:
    """A row for each line of our list; chapter XV is for females of 10 to 55, C61 for males."""
    entries = practice_list(System.ICD10).entries
    titles = {entry.key: entry.title for entry in entries}
    return [_icd10_row(entry, titles) for entry in entries]


def _icd10_row(entry: Entry, titles: Mapping[str, str]) -> Fields:
    undivided = len(entry.key) == 4 and entry.key.endswith(FILLER)
    above = titles.get(entry.key[:-1].removesuffix(FILLER), "") if len(entry.key) == 5 else ""
    birth = entry.chapter == "XV"
    return dict.fromkeys(COLUMNS, "") | {
        "CODE": entry.key[:3] if undivided else entry.code,
        "ALT_CODE": entry.key,
        "USAGE": MARK_WORDS[entry.mark],
        "USAGE_UK": "2" if entry.mark is Mark.ASTERISK else "3",
        "DESCRIPTION": above or entry.title,
        "MODIFIER_5": entry.title.removeprefix(above).removeprefix(": ") if above else "",
        "QUALIFIERS": " ".join(entry.partners) if entry.mark is Mark.DAGGER else "",
        "GENDER_MASK": "1" if birth else "2" if entry.key.startswith("C61") else "",
        "MIN_AGE": "10" if birth else "0",
        "MAX_AGE": "55" if birth else "124",
        "TREE_DESCRIPTION": entry.title,
    }


def opcs4_rows(*, most: int = 70) -> list[tuple[str, str]]:
    """Code and title of an OPCS-4 that nobody published: each chapter with so many categories of six codes.

    A01.4 is retired, and a category of each chapter that overflows into letter O stands after its own.
    """
    return list(_opcs4_rows(most))


def _opcs4_rows(most: int) -> Iterator[tuple[str, str]]:
    chapters = read_chapters()
    for letter in sorted(chapters.titles):
        overflow = sorted(one for one, chapter in chapters.overflow.items() if chapter == letter)
        for category in (*(f"{letter}{number:02}" for number in range(1, most + 1)), *overflow[:1]):
            yield category, f"Operation {category}"
            for fourth in "123489":
                code = f"{category}.{fourth}"
                yield code, "Code retired - see elsewhere" if code == "A01.4" else f"Operation {code}"


def opcs4_txt(rows: Sequence[tuple[str, str]]) -> bytes:
    """As published: tabs, no header, lines that end as on Windows."""
    return "".join(f"{code}\t{title}\r\n" for code, title in rows).encode()


def opcs4_xml(rows: Sequence[tuple[str, str]]) -> bytes:
    """As published."""
    lines = "".join(f"<code CODE={quoteattr(code)} TITLE={quoteattr(title)}/>\n" for code, title in rows)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<dsv xmlns="{OPCS4_XML}">\n{lines}</dsv>\n'.encode()


def icd10_txt(rows: Sequence[Fields]) -> bytes:
    """As published: tabs and a header."""
    lines = [COLUMNS, *(tuple(row[name] for name in COLUMNS) for row in rows)]
    return "".join("\t".join(line) + "\r\n" for line in lines).encode()


def icd10_xml(rows: Sequence[Fields]) -> bytes:
    """As published."""
    lines = "".join(
        "<CLASS " + " ".join(f"{name}={quoteattr(row[name])}" for name in COLUMNS) + "/>\n" for row in rows
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<DSV xmlns="urn:nhs-org:icd-10">\n{lines}</DSV>\n'.encode()
    )


def written(folder: Path, name: str, data: bytes) -> Path:
    """The file, on the disk."""
    path = folder / name
    path.write_bytes(data)
    return path
