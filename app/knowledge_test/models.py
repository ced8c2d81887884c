"""Tables of questions."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base, UTCDateTime


class QuestionVersion(Base):
    """A question as it stood once. Rows never change: an attempt shows what its apprentice saw.

    `options` and `reasons` map the author's letters to safe HTML; `stem` is safe HTML.
    """

    __tablename__ = "question_version"
    __table_args__ = (UniqueConstraint("question_id", "checksum"),)

    item: Mapped[str] = mapped_column(String(60), primary_key=True)  # question id, slash, version number
    question_id: Mapped[str] = mapped_column(String(40), index=True)
    number: Mapped[int]
    checksum: Mapped[str] = mapped_column(String(64))
    loaded_at: Mapped[datetime] = mapped_column(UTCDateTime)
    topic: Mapped[str] = mapped_column(String(10))
    ksbs: Mapped[list[str]] = mapped_column(JSON)
    difficulty: Mapped[str] = mapped_column(String(20))
    stem: Mapped[str] = mapped_column(Text)
    options: Mapped[dict[str, str]] = mapped_column(JSON)
    key: Mapped[str] = mapped_column(String(1))
    reasons: Mapped[dict[str, str]] = mapped_column(JSON)
    rests_on: Mapped[list[str]] = mapped_column(JSON)
    editions: Mapped[list[str]] = mapped_column(JSON)
    reviewed_by: Mapped[str] = mapped_column(String(120))
    reviewed_on: Mapped[str] = mapped_column(String(10))


class Question(Base):
    """Which version of a question new papers take; none once it was withdrawn from the bank."""

    __tablename__ = "question"

    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    current_item: Mapped[str | None] = mapped_column(ForeignKey("question_version.item"))
