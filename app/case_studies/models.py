"""Tables of cases, and of what was asked of clinicians."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, ForeignKeyConstraint, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base, UTCDateTime


class CaseVersion(Base):
    """A case as it stood once. Rows never change: an attempt shows what its apprentice saw.

    record: what a coder may see from the start: patient, episode, and documents with safe HTML. asks: what
    comes back when it is asked for, likewise. code_sets: the key, as its author wrote it.
    """

    __tablename__ = "case_version"
    __table_args__ = (UniqueConstraint("case_id", "checksum"),)

    item: Mapped[str] = mapped_column(String(60), primary_key=True)  # case id, slash, version number
    case_id: Mapped[str] = mapped_column(String(40), index=True)
    number: Mapped[int]
    checksum: Mapped[str] = mapped_column(String(64))
    loaded_at: Mapped[datetime] = mapped_column(UTCDateTime)
    title: Mapped[str] = mapped_column(String(120))
    level: Mapped[str] = mapped_column(String(20))
    chapter: Mapped[str] = mapped_column(String(5))
    ksbs: Mapped[list[str]] = mapped_column(JSON)
    editions: Mapped[list[str]] = mapped_column(JSON)
    notice: Mapped[str] = mapped_column(Text)
    record: Mapped[dict[str, Any]] = mapped_column(JSON)
    asks: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    code_sets: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    reviewed_by: Mapped[str] = mapped_column(String(120))
    reviewed_on: Mapped[str] = mapped_column(String(10))


class CaseStudy(Base):
    """Which version of a case new papers take; none once it was withdrawn."""

    __tablename__ = "case_study"

    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    current_item: Mapped[str | None] = mapped_column(ForeignKey("case_version.item"))


class CaseQuery(Base):
    """A query raised in a case: what it is about, in whose words, and when. Rows are only added."""

    __tablename__ = "case_query"
    __table_args__ = (ForeignKeyConstraint(["attempt_id", "slot"], ["slot.attempt_id", "slot.number"]),)

    attempt_id: Mapped[int] = mapped_column(primary_key=True)
    slot: Mapped[int] = mapped_column(primary_key=True)
    about: Mapped[str] = mapped_column(String(20), primary_key=True)
    text: Mapped[str] = mapped_column(Text)
    asked_at: Mapped[datetime] = mapped_column(UTCDateTime)
