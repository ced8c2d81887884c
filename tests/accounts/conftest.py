"""What several tests of accounts start from."""

from __future__ import annotations

import pytest

from tests.accounts.north import North
from tests.build import World


@pytest.fixture
def north(world: World) -> North:
    place = world.organisation("Northshire College")
    cohort = world.cohort(place, "Autumn")
    return North(
        place,
        cohort,
        world.apprentice(cohort=cohort),
        world.tutor(place),
        world.assessor(),
        world.administrator(),
    )
