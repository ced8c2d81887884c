"""An apprentice in a mock, once without extra time and once with; and a second device."""

from __future__ import annotations

import pytest
from playwright.sync_api import BrowserContext, Page

from tests.browser.mock import enter_by_test_clock
from tests.build import Known, World


@pytest.fixture(params=[0, 25], ids=["60 min", "75 min"])
def amira(request: pytest.FixtureRequest, world: World) -> Known:
    """An apprentice, once without and once with a quarter more time."""
    return world.apprentice(extra_percent=request.param)


@pytest.fixture
def tab(context: BrowserContext, amira: Known, mock: int) -> Page:
    """Amira at question 1, in a page whose clock the test moves."""
    return enter_by_test_clock(context, amira, mock)
