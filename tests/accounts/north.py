"""One provider with everybody there is, and the trail of what they did."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from app.trail.models import TrailEntry
from tests.build import Known, Place, World


@dataclass(frozen=True)
class North:
    """A provider with an apprentice, a tutor, an assessor and the site's administrator."""

    place: Place
    cohort: Place
    amira: Known
    tutor: Known
    assessor: Known
    administrator: Known


def acts(world: World) -> list[tuple[str, int | None, int | None]]:
    with world.reading() as db:
        rows = db.execute(
            select(TrailEntry.act, TrailEntry.actor_id, TrailEntry.subject_id).order_by(TrailEntry.id)
        )
        return [(act, actor, subject) for act, actor, subject in rows]
