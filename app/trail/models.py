"""The table of the trail."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base, UTCDateTime


class TrailEntry(Base):
    """One act. Rows are only ever added."""

    __tablename__ = "trail_entry"
    __table_args__ = (Index("ix_trail_entry_about", "about", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(UTCDateTime)
    act: Mapped[str] = mapped_column(String(40))
    about: Mapped[str] = mapped_column(String(60))
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"), index=True)
    subject_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"), index=True)
    facts: Mapped[dict[str, str | int]] = mapped_column(JSON)
