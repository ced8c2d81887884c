"""Who may hold what, and who may change it. Pure."""

from __future__ import annotations

from collections.abc import Iterable

from app.outcomes import BadInput, NotAllowedNow, NotThere
from app.people import Grant, Role, Viewer

AT_AN_ORGANISATION = frozenset({Role.APPRENTICE, Role.PROVIDER})

OTHER_ROLE = (
    "An assessor holds no other role at the training provider of an apprentice they assess. "
    "Choose another assessor, or end the assignment or the role first."
)


def check_grant(grant: Grant) -> None:
    """Refuse a role without the organisation it needs, or with one it cannot have."""
    if grant.role in AT_AN_ORGANISATION and grant.organisation_id is None:
        raise BadInput(
            f"Choose the organisation at which this person is {a(grant.role)}.", field="organisation"
        )
    if grant.role not in AT_AN_ORGANISATION and grant.organisation_id is not None:
        raise BadInput(
            f"{a(grant.role).capitalize()} belongs to no organisation. Leave the organisation out.",
            field="organisation",
        )


def organisations_of(grants: Iterable[Grant], *roles: Role) -> frozenset[int]:
    """The organisations at which any of `roles` is held; any role at all if none is named."""
    return frozenset(
        grant.organisation_id
        for grant in grants
        if grant.organisation_id is not None and (not roles or grant.role in roles)
    )


def check_assessing(assessor: Iterable[Grant], apprentice: Iterable[Grant]) -> None:
    """Refuse an assessor who holds another role where the apprentice learns."""
    if organisations_of(assessor) & organisations_of(apprentice, Role.APPRENTICE):
        raise NotAllowedNow(OTHER_ROLE, field="role")


def id_of(by: Viewer | None) -> int | None:
    """Who acts, for the trail; nobody for the operator at the shell."""
    return by.person_id if by else None


def require_administrator(by: Viewer | None) -> None:
    """Refuse anybody else. `by` is None for the operator at the shell, who may do everything."""
    if by is not None and not by.holds(Role.ADMINISTRATOR):
        raise NotThere


def require_staff_of(by: Viewer | None, organisations: Iterable[int]) -> None:
    """Refuse anybody but administrators and the people of one of `organisations` who are its provider."""
    if by is not None and by.organisations(Role.PROVIDER).isdisjoint(organisations):
        require_administrator(by)


def a(role: Role) -> str:
    """The role's word with its article: `an apprentice`."""
    return f"{'an' if role.label[0] in 'aeiou' else 'a'} {role.label}"
