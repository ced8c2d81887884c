"""Who may save and hand in: the apprentice whose mock it is, signed in, from a page of this sign-in."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.build import Known, World
from tests.page import Browser
from tests.sittings.desk import GOOD, Desk, encoded


@pytest.mark.parametrize("path", ["answers", "finish"])
@pytest.mark.parametrize("token", ["", "forged"])
def test_without_the_token_of_this_sign_in_nothing_is_taken(desk: Desk, path: str, token: str) -> None:
    reply = desk.send(path, encoded(GOOD), **{"X-CSRFToken": token})
    assert (reply.status_code, reply.get_json()["error"]) == (400, "form-expired")
    desk.is_unchanged()


@pytest.mark.parametrize("path", ["answers", "finish"])
def test_who_is_signed_out_is_told_so(desk: Desk, browse: Callable[[], Browser], path: str) -> None:
    reply = Desk(browse(), desk.mock, desk.world).send(path, encoded(GOOD))
    assert (reply.status_code, reply.get_json()["error"]) == (401, "signed-out")
    desk.is_unchanged()


def test_who_is_signed_out_is_not_told_the_time(desk: Desk, browse: Callable[[], Browser]) -> None:
    assert browse().json("GET", f"/attempts/{desk.mock}/time", expect=401)["error"] == "signed-out"


@pytest.fixture
def stranger(desk: Desk, browse: Callable[[], Browser]) -> Browser:
    """Another apprentice's browser."""
    browser = browse()
    browser.sign_in(desk.world.apprentice("Ben Ode"))
    return browser


@pytest.mark.parametrize("path", ["answers", "finish", "time"])
def test_somebody_elses_mock_answers_exactly_like_one_that_is_not_there(
    desk: Desk, stranger: Browser, path: str
) -> None:
    method = "GET" if path == "time" else "POST"
    theirs = stranger.json(method, f"/attempts/{desk.mock}/{path}", GOOD, expect=404)
    nobodys = stranger.json(method, f"/attempts/{desk.mock + 1000}/{path}", GOOD, expect=404)
    assert theirs == nobodys
    desk.is_unchanged()


@pytest.mark.parametrize("page", ["questions/1", "review", "result"])
def test_the_pages_of_somebody_elses_mock_are_exactly_those_of_one_that_is_not_there(
    desk: Desk, stranger: Browser, page: str
) -> None:
    theirs = stranger.get(f"/multiple-choice/{desk.mock}/{page}", expect=404)
    nobodys = stranger.get(f"/multiple-choice/{desk.mock + 1000}/{page}", expect=404)
    assert theirs.text == nobodys.text


@pytest.mark.parametrize("who", ["tutor", "assessor", "administrator"])
def test_nobody_but_an_apprentice_may_save(
    desk: Desk, world: World, browse: Callable[[], Browser], who: str
) -> None:
    known: Known = getattr(world, who)()
    browser = browse()
    browser.sign_in(known)
    browser.json("POST", f"/attempts/{desk.mock}/answers", GOOD, expect=404)
    desk.is_unchanged()
