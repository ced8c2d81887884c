"""What the site says about who sees what agrees from page to page, and with what the pages show."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from app.accounts.rules.slowing import KEPT
from tests.accounts.north import North
from tests.build import Known, World
from tests.page import Browser, Page

Browse = Callable[[], Browser]


def opened(browse: Browse, known: Known, path: str) -> Page:
    browser = browse()
    browser.sign_in(known)
    return browser.get(path)


@pytest.fixture
def privacy(browse: Browse) -> Page:
    return browse().get("/privacy")


def seen_and_not(page: Page) -> dict[str, tuple[str, str]]:
    """What each role but one's own sees, and what it does not see."""
    rows = {role: sees.partition(". Not: ") for role, sees in page.rows("What each role sees")}
    return {role: (sees, sees_not) for role, (sees, _, sees_not) in rows.items() if role != "You"}


def test_both_pages_say_the_same_of_every_role(
    browse: Browse, world: World, north: North, privacy: Page
) -> None:
    told = opened(browse, north.amira, "/settings/who-can-see").main
    said = [sees for sees, _ in seen_and_not(privacy).values()]
    assert len(said) == 3
    assert [words for words in said if words not in told] == []


@pytest.mark.parametrize(
    ("who", "role", "path"),
    [
        ("tutor", "Your training provider", "/home/provider/apprentices/{amira}"),
        ("tutor", "Your training provider", "/home/provider/cohorts/{cohort}"),
        ("assessor", "Your assessors", "/home/assessor"),
        ("administrator", "Administrators", "/people/{amira}"),
    ],
)
def test_what_others_see_of_an_apprentice_is_said(
    browse: Browse, world: World, north: North, privacy: Page, who: str, role: str, path: str
) -> None:
    world.assign(north.assessor, north.amira)
    where = path.format(amira=north.amira.id, cohort=north.cohort.id)
    page = opened(browse, getattr(north, who), where)
    facts = {
        "Assessment": "assessment date",
        "Extra time": "extra time",
        "Last signed in": "last signed in",
        north.amira.email: "e-mail address",
    }
    sees, _ = seen_and_not(privacy)[role]
    assert [words for shown, words in facts.items() if shown in page.main and words not in sees] == []


def test_nobody_is_said_to_see_answers_or_results(privacy: Page) -> None:
    assert ["your results" in sees_not for _, sees_not in seen_and_not(privacy).values()] == [True] * 3


def test_the_times_of_sign_ins_and_counted_tries_are_said_with_how_long_they_stay(privacy: Page) -> None:
    assert "When you signed in and out" in privacy.main
    assert "the times of your sign-ins stay" in privacy.main
    assert "When a sign-in failed or a new password was asked for" in privacy.main
    assert "removed once they are a day old" in privacy.main
    assert timedelta(days=1) == KEPT
