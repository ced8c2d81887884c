"""Tables of people, and of how they get in."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.db import Base, UTCDateTime, word_column
from app.people import Role


class Organisation(Base):
    """A training provider."""

    __tablename__ = "organisation"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(120), unique=True)
    made_at: Mapped[datetime] = mapped_column(UTCDateTime)


class Cohort(Base):
    """Apprentices of one provider who learn together."""

    __tablename__ = "cohort"
    __table_args__ = (UniqueConstraint("organisation_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    name: Mapped[str] = mapped_column(String(120))
    starts_on: Mapped[date]
    organisation: Mapped[Organisation] = relationship(lazy="raise")


class Person(Base):
    """Somebody with an account. Without a password hash they were invited and have not come yet."""

    __tablename__ = "person"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(String(254), unique=True)
    name: Mapped[str] = mapped_column(String(120))
    password_hash: Mapped[str | None] = mapped_column(String(200))
    made_at: Mapped[datetime] = mapped_column(UTCDateTime)
    disabled_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    text_size: Mapped[str] = mapped_column(String(20), default="standard")
    colours: Mapped[str] = mapped_column(String(20), default="standard")
    timer: Mapped[str] = mapped_column(String(20), default="shown")
    grants: Mapped[list[RoleGrant]] = relationship(lazy="raise", order_by="RoleGrant.id")


class RoleGrant(Base):
    """A role somebody holds; at an organisation for apprentices and providers."""

    __tablename__ = "role_grant"
    __table_args__ = (UniqueConstraint("person_id", "role", "organisation_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    role: Mapped[Role] = mapped_column(word_column(Role))
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"), index=True)


class Enrolment(Base):
    """An apprentice's place in a cohort; it ends, it is not deleted."""

    __tablename__ = "enrolment"
    __table_args__ = (UniqueConstraint("person_id", "cohort_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    cohort_id: Mapped[int] = mapped_column(ForeignKey("cohort.id"), index=True)
    starts_on: Mapped[date]
    ended_on: Mapped[date | None]
    assessment_on: Mapped[date | None]


class Assignment(Base):
    """An apprentice given to an end-point assessor; it ends, it is not deleted."""

    __tablename__ = "assignment"
    __table_args__ = (Index("ix_assignment_pair", "assessor_id", "apprentice_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    assessor_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    apprentice_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    since: Mapped[datetime] = mapped_column(UTCDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UTCDateTime)


class ExtraTime(Base):
    """Extra time as a percentage. A change adds a row and the newest counts, so history stays."""

    __tablename__ = "extra_time"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    percent: Mapped[int]
    approved_by: Mapped[str] = mapped_column(String(120))
    until: Mapped[date]
    recorded_at: Mapped[datetime] = mapped_column(UTCDateTime)
    recorded_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))


class UserSession(Base):
    """One sign-in on one device. The token lives in the signed cookie; ending the row ends the sign-in."""

    __tablename__ = "user_session"

    token: Mapped[str] = mapped_column(String(43), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    started_at: Mapped[datetime] = mapped_column(UTCDateTime)
    ends_at: Mapped[datetime] = mapped_column(UTCDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UTCDateTime)


class Link(Base):
    """A single-use way in. The address holds its id, signed; the row says whether it was used."""

    __tablename__ = "link"

    id: Mapped[str] = mapped_column(String(22), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    purpose: Mapped[str] = mapped_column(String(20))
    made_at: Mapped[datetime] = mapped_column(UTCDateTime)
    ends_at: Mapped[datetime] = mapped_column(UTCDateTime)
    used_at: Mapped[datetime | None] = mapped_column(UTCDateTime)


class FailedTry(Base):
    """A failed sign-in, or a request for a reset: counted to slow down guessing, then swept away."""

    __tablename__ = "failed_try"
    __table_args__ = (Index("ix_failed_try_counted", "kind", "counted_for", "at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(20))
    counted_for: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime] = mapped_column(UTCDateTime)
