"""Who is asking: a value that rules and queries can be given. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What a person is here for. One person may hold several."""

    APPRENTICE = "apprentice"
    ASSESSOR = "assessor"
    PROVIDER = "provider"
    ADMINISTRATOR = "administrator"

    @property
    def label(self) -> str:
        """The word shown beside a name: who works for a training provider is a tutor."""
        return {"provider": "tutor"}.get(self.value, self.value)


@dataclass(frozen=True)
class Grant:
    """A role, and the organisation it is held at (None for assessor and administrator)."""

    role: Role
    organisation_id: int | None


@dataclass(frozen=True)
class Display:
    """How somebody wants pages to look."""

    text_size: str = "standard"
    colours: str = "standard"
    timer: str = "shown"


@dataclass(frozen=True)
class Viewer:
    """A signed-in person. Every query takes one, so nothing loads without saying for whom."""

    person_id: int
    name: str
    grants: tuple[Grant, ...]
    display: Display = Display()

    @property
    def roles(self) -> tuple[Role, ...]:
        """The roles held, each once, in the order of `Role`."""
        held = {grant.role for grant in self.grants}
        return tuple(role for role in Role if role in held)

    def holds(self, *roles: Role) -> bool:
        """Whether any of `roles` is held."""
        return any(grant.role in roles for grant in self.grants)

    def organisations(self, role: Role) -> frozenset[int]:
        """Ids of the organisations at which `role` is held."""
        return frozenset(
            grant.organisation_id
            for grant in self.grants
            if grant.role is role and grant.organisation_id is not None
        )
