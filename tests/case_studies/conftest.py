"""Amira at her desk, for the tests of part 2."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.build import Known
from tests.page import Browser


@pytest.fixture
def desk(browse: Callable[[], Browser], amira: Known) -> Browser:
    """Amira's browser, signed in."""
    browser = browse()
    browser.sign_in(amira)
    return browser
