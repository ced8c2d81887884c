"""Who may hold what."""

from __future__ import annotations

import pytest

from app.accounts.rules.roles import (
    a,
    check_assessing,
    check_grant,
    require_administrator,
    require_staff_of,
)
from app.outcomes import BadInput, NotAllowedNow, NotThere
from app.people import Grant, Role, Viewer

NORTH, SOUTH = 1, 2
ASSESSOR = Grant(Role.ASSESSOR, None)


def viewer(*grants: Grant) -> Viewer:
    return Viewer(7, "Somebody", grants)


@pytest.mark.parametrize("role", [Role.APPRENTICE, Role.PROVIDER])
def test_a_role_at_a_provider_needs_the_provider(role: Role) -> None:
    with pytest.raises(BadInput, match="Choose the organisation"):
        check_grant(Grant(role, None))


@pytest.mark.parametrize("role", [Role.ASSESSOR, Role.ADMINISTRATOR])
def test_a_role_of_the_site_has_no_provider(role: Role) -> None:
    with pytest.raises(BadInput, match="belongs to no organisation"):
        check_grant(Grant(role, NORTH))


@pytest.mark.parametrize("role", [Role.APPRENTICE, Role.PROVIDER])
def test_an_assessor_holds_no_other_role_where_the_apprentice_learns(role: Role) -> None:
    with pytest.raises(NotAllowedNow, match="no other role"):
        check_assessing([ASSESSOR, Grant(role, NORTH)], [Grant(Role.APPRENTICE, NORTH)])


def test_an_assessor_may_work_for_another_provider() -> None:
    check_assessing([ASSESSOR, Grant(Role.PROVIDER, SOUTH)], [Grant(Role.APPRENTICE, NORTH)])


def test_an_apprentice_who_also_works_for_the_assessors_provider_may_still_be_assessed() -> None:
    apprentice = [Grant(Role.APPRENTICE, NORTH), Grant(Role.PROVIDER, SOUTH)]
    check_assessing([ASSESSOR, Grant(Role.PROVIDER, SOUTH)], apprentice)


def test_the_operator_at_the_shell_may_do_what_administrators_may() -> None:
    require_administrator(None)


@pytest.mark.parametrize("role", [Role.APPRENTICE, Role.ASSESSOR, Role.PROVIDER])
def test_nobody_else_is_an_administrator(role: Role) -> None:
    with pytest.raises(NotThere):
        require_administrator(viewer(Grant(role, NORTH)))


def test_the_people_of_a_provider_are_its_staff() -> None:
    require_staff_of(viewer(Grant(Role.PROVIDER, NORTH)), [NORTH])


def test_the_people_of_another_provider_are_not() -> None:
    with pytest.raises(NotThere):
        require_staff_of(viewer(Grant(Role.PROVIDER, SOUTH)), [NORTH])


def test_an_apprentice_of_the_provider_is_not_its_staff() -> None:
    with pytest.raises(NotThere):
        require_staff_of(viewer(Grant(Role.APPRENTICE, NORTH)), [NORTH])


def test_administrators_count_as_staff_everywhere() -> None:
    require_staff_of(viewer(Grant(Role.ADMINISTRATOR, None)), [NORTH])


def test_roles_are_said_with_their_article() -> None:
    assert [a(role) for role in Role] == [
        "an apprentice",
        "an assessor",
        "a tutor",
        "an administrator",
    ]
