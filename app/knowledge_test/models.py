"""Tables of questions, and of what was decided about them afterwards."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base, UTCDateTime, word_column
from app.knowledge_test.rules.re_marking import Policy


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


class Ruling(Base):
    """What was decided about a version after people were asked it. Rows are only added; the newest counts.

    `letters`: the author's, of the options that count as right, in order; none: it is set aside.
    """

    __tablename__ = "ruling"

    id: Mapped[int] = mapped_column(primary_key=True)
    item: Mapped[str] = mapped_column(ForeignKey("question_version.item"), index=True)
    letters: Mapped[str] = mapped_column(String(10))
    policy: Mapped[Policy] = mapped_column(word_column(Policy))
    reason: Mapped[str] = mapped_column(Text)
    approved_by: Mapped[str] = mapped_column(String(120))
    made_at: Mapped[datetime] = mapped_column(UTCDateTime)


class ReMark(Base):
    """Which ruling a result was made by, beside the result that counted before."""

    __tablename__ = "re_mark"

    result_id: Mapped[int] = mapped_column(ForeignKey("result.id"), primary_key=True)
    ruling_id: Mapped[int] = mapped_column(ForeignKey("ruling.id"), index=True)
