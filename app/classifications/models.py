"""Tables of imported editions, and which lists are switched off."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import JSON, Date, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.classifications.rules.codes import System
from app.classifications.rules.entries import Kind, Mark
from app.db import Base, UTCDateTime, word_column


class ImportedEdition(Base):
    """A published list as it was imported. Rows never change: cases are marked by them.

    `checksum` is of the codes alone; `fingerprint` of everything, so that another file of the same edition
    with another title is told from it.
    """

    __tablename__ = "imported_edition"

    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    number: Mapped[int] = mapped_column(unique=True)  # the order in which they came
    system: Mapped[System] = mapped_column(word_column(System))
    name: Mapped[str] = mapped_column(String(80))
    source: Mapped[str] = mapped_column(Text)
    checksum: Mapped[str] = mapped_column(String(64))
    fingerprint: Mapped[str] = mapped_column(String(64), unique=True)
    in_force_from: Mapped[date] = mapped_column(Date)
    in_force_to: Mapped[date | None] = mapped_column(Date)
    imported_at: Mapped[datetime] = mapped_column(UTCDateTime)


class ImportedEntry(Base):
    """A line of an imported edition. `place` is its place in tabular order; ages are in years."""

    __tablename__ = "imported_entry"

    edition_id: Mapped[str] = mapped_column(ForeignKey("imported_edition.id"), primary_key=True)
    key: Mapped[str] = mapped_column(String(8), primary_key=True)
    place: Mapped[int]
    title: Mapped[str] = mapped_column(Text)
    kind: Mapped[Kind] = mapped_column(word_column(Kind))
    chapter: Mapped[str] = mapped_column(String(8))
    block: Mapped[str] = mapped_column(String(8))
    mark: Mapped[Mark] = mapped_column(word_column(Mark))
    partners: Mapped[list[str]] = mapped_column(JSON)
    sex: Mapped[str] = mapped_column(String(10))
    min_age: Mapped[int | None]
    max_age: Mapped[int | None]


class SwitchedOff(Base):
    """A list that serves no more. `edition_id` may be that of a practice list, which has no row."""

    __tablename__ = "switched_off"

    edition_id: Mapped[str] = mapped_column(String(40), primary_key=True)
    at: Mapped[datetime] = mapped_column(UTCDateTime)
