"""The published editions that can be imported: their dates, their size, and how a file shows which it is."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date

from app.classifications.rules.codes import System
from app.outcomes import BadInput

# digits that follow the name of the classification in published file names: OPCS411, OPCS-4.9, ICD10_Edition5
_IN_NAME = {
    System.OPCS4: re.compile(r"OPCS[\s_-]?4[._-]?(\d{1,2})(?!\d)", re.IGNORECASE),
    System.ICD10: re.compile(r"Edition[\s_-]?(\d)", re.IGNORECASE),
}
LEAST_ROWS = {System.ICD10: 17_000, System.OPCS4: 10_000}  # of any edition; fewer are a part of a list


@dataclass(frozen=True)
class Known:
    """A published edition. rows: how many its file holds, where that is known.

    checksum: of its assignable codes, where that is known; a file that has it is this edition, whatever it is
    called.
    """

    name: str
    system: System
    in_force_from: date
    in_force_to: date | None = None
    rows: int | None = None
    checksum: str = ""

    @property
    def least_rows(self) -> int:
        """A file with fewer is not whole."""
        return self.rows or LEAST_ROWS[self.system]

    @property
    def id(self) -> str:
        """For commands: "opcs4-4.11", "icd10-5"."""
        number = re.search(r"\d+(?=[a-z]* Edition)|4\.\d+$", self.name)
        return f"{self.system.value}-{number[0] if number else 'own'}"


KNOWN = (
    Known(
        "ICD-10 5th Edition",
        System.ICD10,
        date(2016, 4, 1),
        rows=17_934,
        checksum="3c2c29187a88c98743f2695e3741ae7ec65ea0888a0a65a1f2a626a6c9f0ca62",
    ),
    Known("OPCS-4.9", System.OPCS4, date(2020, 4, 1), date(2023, 3, 31)),
    Known("OPCS-4.10", System.OPCS4, date(2023, 4, 1), date(2026, 3, 31)),
    Known(
        "OPCS-4.11",
        System.OPCS4,
        date(2026, 4, 1),
        rows=12_122,
        checksum="9be176af33b42ed7082a1353df6fe71c7b108f47b2b5d19c2466b08ad4c860d1",
    ),
)


def which_edition(
    system: System, file_name: str, checksum: str, *, said: str = "", in_force_from: date | None = None
) -> Known:
    """The edition that a file holds: by its codes, else by what was said, else by its name.

    Args:
        said: the name that the operator gave, such as "OPCS-4.11"; "" if none was given.
        in_force_from: for an edition that is not known here.

    Raises:
        BadInput: it cannot be told, or what was said contradicts the codes.
    """
    by_codes = next((one for one in KNOWN if one.system is system and one.checksum == checksum), None)
    found = _said(system, said, in_force_from) if said else None
    if by_codes and found and found.name != by_codes.name:
        raise BadInput(
            f"--edition says {found.name}, but these are the codes of {by_codes.name}. Correct it."
        )
    found = by_codes or found or _by_name(system, file_name)
    if found is None:
        raise BadInput(
            f"This is a list of {system.words}, but neither its name nor its codes show which edition. "
            f"Say it with --edition NAME, one of: {', '.join(_names(system))}."
        )
    return found


def _said(system: System, said: str, in_force_from: date | None) -> Known:
    for one in KNOWN:
        if one.system is system and one.name.casefold() == said.strip().casefold():
            return replace(one, in_force_from=in_force_from) if in_force_from else one
    if system is System.OPCS4 and re.fullmatch(r"OPCS-4\.\d{1,2}", said) and in_force_from:
        return Known(said, system, in_force_from)
    raise BadInput(
        f"--edition must be one of: {', '.join(_names(system))}. "
        'Another OPCS-4, such as "OPCS-4.12", needs --from DAY, too, the first day it is in force.'
    )


def _by_name(system: System, file_name: str) -> Known | None:
    number = _IN_NAME[system].search(file_name)
    names = {"icd10": "ICD-10 {}th Edition", "opcs4": "OPCS-4.{}"}
    name = names[system.value].format(number[1]) if number else ""
    return next((one for one in KNOWN if one.name == name), None)


def _names(system: System) -> list[str]:
    return [one.name for one in KNOWN if one.system is system]
