"""A case as its author wrote it; the format of a file is told in docs/writing-cases.md."""

from __future__ import annotations

import hashlib
import json
import re
from datetime import date
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from app.textfiles import DayOrNothing, NameOrNothing, Readable, Strict

Text = Annotated[Readable, Field(max_length=2000)]
Short = Annotated[Readable, Field(max_length=200)]
Record = Annotated[Readable, Field(max_length=20_000)]
Name = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=40)]
Code = Annotated[Readable, Field(max_length=10)]
Level = Literal["straightforward", "working", "hard"]
About = Literal[
    "side",
    "histology",
    "imaging",
    "microbiology",
    "type",
    "cause",
    "complication",
    "diagnosis",
    "procedure",
    "history",
    "drug",
    "document",
]


def _nhs_number(text: str) -> str:
    """Source: NHS Data Dictionary, NHS NUMBER: ten digits, the last a check by modulus 11."""
    digits = text.replace(" ", "")
    if not re.fullmatch(r"999\d{7}", digits):
        raise ValueError("It must have ten digits and begin with 999, the range that is never issued")
    check = (
        11 - sum(int(digit) * weight for digit, weight in zip(digits, range(10, 1, -1), strict=False)) % 11
    )
    if check % 11 != int(digits[9]) or check == 10:
        raise ValueError("Its last digit is not the check digit of the others (modulus 11)")
    return text


class WrittenEvidence(Strict):
    """Words of the record that justify a line. document: the id of a document or of an ask."""

    document: Name
    words: Short


class WrittenLine(Strict):
    """A code of the reference with its reason."""

    code: Code
    status: Literal["required", "optional"] = "required"
    any_of: tuple[Code, ...] = ()
    family: Annotated[str, Field(pattern=r"^([A-Z]\d\d)?$")] = ""
    why: Text
    standards: Annotated[tuple[Short, ...], Field(min_length=1)]
    evidence: Annotated[tuple[WrittenEvidence, ...], Field(min_length=1)]


class WrittenDiagnosis(WrittenLine):
    """A diagnosis, with what binds it to earlier lines."""

    after: tuple[Code, ...] = ()
    pair: Annotated[str, Field(max_length=10)] = ""
    order: Literal["either", "as given"] = "either"


class WrittenGroup(Strict):
    """A procedure with its method, site and laterality."""

    lines: Annotated[tuple[WrittenLine, ...], Field(min_length=1, max_length=20)]


class WrittenCodeSet(Strict):
    """One complete coding."""

    why: Annotated[str, Field(max_length=2000)] = ""
    diagnoses: Annotated[tuple[WrittenDiagnosis, ...], Field(min_length=1, max_length=40)]
    procedures: Annotated[tuple[WrittenGroup, ...], Field(max_length=20)] = ()


class WrittenDocument(Strict):
    """A page of the record. text: Markdown."""

    id: Name
    title: Short
    date: date
    text: Record


class WrittenAsk(Strict):
    """What arrives only when it is asked for."""

    id: Name
    about: About
    of: Short
    needed: bool
    should_ask: Annotated[str, Field(max_length=400)]
    title: Short
    text: Record


class WrittenPatient(Strict):
    """An invented person. age: whole years."""

    name: Short
    sex: Literal["female", "male", "not stated"]
    age: Annotated[int, Field(ge=0, le=120)]
    nhs_number: Annotated[str, AfterValidator(_nhs_number)]


class WrittenEpisode(Strict):
    """The time in hospital that is to be coded."""

    admitted: date
    discharged: date
    admission: Short
    specialty: Short


class WrittenCase(Strict):
    """A case as its author wrote it."""

    id: Name
    title: Annotated[Readable, Field(max_length=120)]
    level: Level
    chapter: Annotated[str, Field(pattern=r"^[IVX]{1,5}$")]
    ksbs: Annotated[tuple[str, ...], Field(min_length=1, max_length=8)]
    editions: Annotated[tuple[Short, ...], Field(min_length=2, max_length=2)]
    notice: Annotated[str, Field(max_length=400)] = ""
    reviewed_by: NameOrNothing = ""
    reviewed_on: DayOrNothing = ""
    note: Annotated[str, Field(max_length=4000)] = ""
    patient: WrittenPatient
    episode: WrittenEpisode
    documents: Annotated[tuple[WrittenDocument, ...], Field(min_length=1, max_length=20)]
    asks: Annotated[tuple[WrittenAsk, ...], Field(max_length=12)] = ()
    diagnoses: Annotated[tuple[WrittenDiagnosis, ...], Field(min_length=1, max_length=40)]
    procedures: Annotated[tuple[WrittenGroup, ...], Field(max_length=20)] = ()
    alternates: Annotated[tuple[WrittenCodeSet, ...], Field(max_length=6)] = ()

    @property
    def code_sets(self) -> tuple[WrittenCodeSet, ...]:
        """The author's coding first, then the alternates."""
        return (WrittenCodeSet(diagnoses=self.diagnoses, procedures=self.procedures), *self.alternates)

    @property
    def texts(self) -> dict[str, str]:
        """The Markdown of every document and every reply, by id."""
        documents = {one.id: one.text for one in self.documents}
        return documents | {one.id: one.text for one in self.asks}

    def checksum(self) -> str:
        """A fingerprint of all that an apprentice or a marker could notice; notes do not count."""
        told = self.model_dump(mode="json", exclude={"note"})
        return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()
