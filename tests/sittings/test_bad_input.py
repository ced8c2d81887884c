"""Whatever is sent to a running mock: a clear refusal, never a trace, and nothing that was saved is lost."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from werkzeug.test import TestResponse

from tests.build import Known, World
from tests.page import Browser
from tests.sittings import answers

GOOD = {"slot": 1, "base": 1, "value": "3", "flagged": False, "writer": "desk", "change": 2}
WRONG: dict[str, list[object]] = {
    "slot": ["1", None, True, 1.0, -1, [1], {}, 10**30, "abc"],
    "base": ["1", None, True, 1.5, -1, [1], {}, 10**30],
    "change": ["1", None, False, 0.5, -1, [1], {}, 10**30],
    "writer": [None, 1, True, "", "x" * 41, "a\nb", "a\u0000b", "\ud800", ["desk"], {}],
    "flagged": [None, 0, 1, "yes", "", [True], {}],
    "value": [
        None,
        1,
        True,
        "5",
        "0",
        "A",
        "11",
        " 1",
        "\u0661",
        "1\u0000",
        "\ud800",
        ["1"],
        {"1": "1"},
        1.0,
    ],
}
NO_TRACE = ("Traceback", "sqlalchemy", "SELECT", ".py", "Error:")


@dataclass(frozen=True)
class Desk:
    """A browser in a mock in which question 1 was answered '2'."""

    browser: Browser
    mock: int
    world: World

    def send(self, path: str, body: bytes, *, kind: str = "application/json", **headers: str) -> TestResponse:
        """Send bytes as they are."""
        found = {"Accept": "application/json", "X-CSRFToken": self.browser.token(), **headers}
        address = f"/attempts/{self.mock}/{path}"
        return self.browser.client.post(address, data=body, content_type=kind, headers=found)

    def refuses(self, path: str, body: bytes, status: int, error: str) -> None:
        """The answer is a refusal that a script can read, and nothing changed."""
        reply = self.send(path, body)
        told = reply.get_json()
        assert (reply.status_code, told["error"]) == (status, error)
        assert told["message"]
        text = reply.get_data(as_text=True)
        assert not [word for word in NO_TRACE if word in text]
        self.is_unchanged()

    def is_unchanged(self) -> None:
        """What was saved before is still there, and nothing else."""
        slot = answers.slot(self.world, self.mock, 1)
        assert (slot.value, slot.revision, slot.writer_change) == ("2", 1, 1)
        assert answers.values(self.world, self.mock) == {1: "2"}
        assert answers.attempt(self.world, self.mock).closed_at is None


@pytest.fixture
def desk(world: World, browse: Callable[[], Browser]) -> Desk:
    known = world.apprentice()
    mock = world.start(known)
    browser = browse()
    browser.sign_in(known)
    browser.json("POST", f"/attempts/{mock}/answers", {**GOOD, "base": 0, "value": "2", "change": 1})
    return Desk(browser, mock, world)


def encoded(body: object) -> bytes:
    return json.dumps(body).encode()


def wrong_fields() -> Iterator[Any]:
    for name, wrong in WRONG.items():
        for value in wrong:
            yield pytest.param({**GOOD, name: value}, id=f"{name}={str(value)[:12]!a}")


def missing_fields() -> Iterator[Any]:
    for name in ("slot", "base", "value", "writer", "change"):
        yield pytest.param({key: value for key, value in GOOD.items() if key != name}, id=name)


def test_the_change_from_which_the_bad_ones_are_made_is_good(desk: Desk) -> None:
    assert desk.send("answers", encoded(GOOD)).get_json()["value"] == "3"


@pytest.mark.parametrize("change", list(wrong_fields()))
def test_a_field_of_the_wrong_kind_is_refused(desk: Desk, change: dict[str, object]) -> None:
    desk.refuses("answers", encoded(change), 400, "bad-input")


@pytest.mark.parametrize("change", list(missing_fields()))
def test_a_missing_field_is_refused(desk: Desk, change: dict[str, object]) -> None:
    desk.refuses("answers", encoded(change), 400, "bad-input")


def test_a_change_that_does_not_speak_of_the_flag_takes_it_away(desk: Desk) -> None:
    change = {key: value for key, value in GOOD.items() if key != "flagged"}
    assert desk.send("answers", encoded(change)).get_json()["flagged"] is False


def test_a_revision_that_was_never_given_out_is_refused(desk: Desk) -> None:
    desk.refuses("answers", encoded({**GOOD, "base": 2}), 400, "bad-input")


@pytest.mark.parametrize("slot", [0, 41, 9_999])
def test_a_question_that_the_paper_does_not_have_is_not_found(desk: Desk, slot: int) -> None:
    desk.refuses("answers", encoded({**GOOD, "slot": slot}), 404, "not-found")


BODIES = [
    pytest.param(b"", id="nothing"),
    pytest.param(b"answer=1", id="no JSON"),
    pytest.param(b"{", id="half an object"),
    pytest.param(b"\xff\xfe\x00", id="no text"),
    pytest.param(b"[]", id="array"),
    pytest.param(encoded([GOOD]), id="array of a good one"),
    pytest.param(b'"text"', id="string"),
    pytest.param(b"null", id="null"),
    pytest.param(b"12", id="number"),
    pytest.param(b"[" * 100_000, id="open brackets"),
    pytest.param(b"[" * 100_000 + b"]" * 100_000, id="deep arrays"),
    pytest.param(b'{"slot":' * 20_000 + b"1" + b"}" * 20_000, id="deep objects"),
    pytest.param(b'{"slot": ' + b"9" * 10_000 + b"}", id="a number of ten thousand digits"),
    pytest.param(b'{"changes": NaN, "slot": Infinity}', id="no numbers"),
]


@pytest.mark.parametrize("path", ["answers", "finish"])
@pytest.mark.parametrize("body", BODIES)
def test_what_is_not_a_json_object_of_changes_is_refused(desk: Desk, path: str, body: bytes) -> None:
    desk.refuses(path, body, 400, "bad-input")


@pytest.mark.parametrize("path", ["answers", "finish"])
def test_a_body_that_is_far_too_large_is_refused_as_such(desk: Desk, path: str) -> None:
    body = encoded({**GOOD, "value": "x" * 300_000})
    desk.refuses(path, body, 413, "request-entity-too-large")


@pytest.mark.parametrize("path", ["answers", "finish"])
def test_a_form_in_place_of_json_is_refused(desk: Desk, path: str) -> None:
    reply = desk.send(path, b"slot=1&value=3", kind="application/x-www-form-urlencoded")
    assert (reply.status_code, reply.get_json()["error"]) == (400, "bad-input")
    desk.is_unchanged()


LAST_CHANGES = [
    pytest.param(changes, id=str(changes)[:20])
    for changes in (
        None,
        "1",
        1,
        {},
        [1],
        ["1"],
        [[GOOD]],
        [None],
        [{}],
        [{**GOOD, "slot": "1"}],
        [GOOD] * 1001,
    )
]


@pytest.mark.parametrize("changes", LAST_CHANGES)
def test_last_changes_of_the_wrong_shape_hand_nothing_in(desk: Desk, changes: object) -> None:
    desk.refuses("finish", encoded({"changes": changes}), 400, "bad-input")


@pytest.mark.parametrize("method", ["get", "put", "patch", "delete"])
def test_an_answer_can_only_be_posted(desk: Desk, method: str) -> None:
    headers = {"Accept": "application/json", "X-CSRFToken": desk.browser.token()}
    reply = getattr(desk.browser.client, method)(f"/attempts/{desk.mock}/answers", json=GOOD, headers=headers)
    assert (reply.status_code, reply.get_json()["error"]) == (405, "method-not-allowed")
    desk.is_unchanged()


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


@pytest.mark.parametrize("number", [2**31, 2**63, 10**40])
@pytest.mark.parametrize("address", ["/attempts/{}/time", "/multiple-choice/{}/review"])
def test_a_number_that_no_database_holds_is_not_found(desk: Desk, address: str, number: int) -> None:
    reply = desk.browser.client.get(address.format(number), headers={"Accept": "application/json"})
    assert reply.status_code == 404


@pytest.mark.parametrize("number", [41, 2**63])
def test_a_question_number_beyond_the_paper_is_not_found(desk: Desk, number: int) -> None:
    desk.browser.get(f"/multiple-choice/{desk.mock}/questions/{number}", expect=404)


@pytest.mark.parametrize("who", ["tutor", "assessor", "administrator"])
def test_nobody_but_an_apprentice_may_save(
    desk: Desk, world: World, browse: Callable[[], Browser], who: str
) -> None:
    known: Known = getattr(world, who)()
    browser = browse()
    browser.sign_in(known)
    browser.json("POST", f"/attempts/{desk.mock}/answers", GOOD, expect=404)
    desk.is_unchanged()
