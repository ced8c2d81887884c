"""Tables of judged work. Rows of `result` and below are only ever added."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.db import Base, UTCDateTime, word_column
from app.results.rules.judging import Grade


class Work(Base):
    """One thing that was judged. It may be seen by its owner from `released_at` on."""

    __tablename__ = "work"
    __table_args__ = (Index("ix_work_owner", "person_id", "part", "handed_in_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    part: Mapped[str] = mapped_column(String(40))
    mode: Mapped[str] = mapped_column(String(20))
    title: Mapped[str] = mapped_column(String(200))
    handed_in_at: Mapped[datetime] = mapped_column(UTCDateTime)
    released_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    results: Mapped[list[Result]] = relationship(
        back_populates="work", lazy="raise", order_by="Result.number.desc()"
    )


class Result(Base):
    """One judgement of a piece of work; the one with the highest number counts."""

    __tablename__ = "result"
    __table_args__ = (UniqueConstraint("work_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    work_id: Mapped[int] = mapped_column(ForeignKey("work.id"))
    number: Mapped[int]
    recorded_at: Mapped[datetime] = mapped_column(UTCDateTime)
    recorded_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    reason: Mapped[str] = mapped_column(Text)
    correct: Mapped[int]
    of: Mapped[int]
    pass_mark: Mapped[int | None]
    distinction_mark: Mapped[int | None]
    grade: Mapped[Grade | None] = mapped_column(word_column(Grade))
    work: Mapped[Work] = relationship(back_populates="results", lazy="raise")
    lines: Mapped[list[ResultLine]] = relationship(lazy="raise", order_by="ResultLine.position")
    items: Mapped[list[ResultItem]] = relationship(lazy="raise", order_by="ResultItem.slot")


class ResultLine(Base):
    """A score line of a result."""

    __tablename__ = "result_line"

    result_id: Mapped[int] = mapped_column(ForeignKey("result.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    axis: Mapped[str] = mapped_column(String(20))
    key: Mapped[str] = mapped_column(String(20))
    label: Mapped[str] = mapped_column(String(400))
    correct: Mapped[int]
    of: Mapped[int]


class ResultItem(Base):
    """The mark of one slot in a result."""

    __tablename__ = "result_item"
    __table_args__ = (Index("ix_result_item_item", "item"),)

    result_id: Mapped[int] = mapped_column(ForeignKey("result.id"), primary_key=True)
    slot: Mapped[int] = mapped_column(primary_key=True)
    item: Mapped[str] = mapped_column(String(60))
    verdict: Mapped[str] = mapped_column(String(20))
    correct: Mapped[int]
    of: Mapped[int]
    detail: Mapped[str] = mapped_column(Text, default="", server_default="")
