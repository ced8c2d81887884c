"""Whatever is sent to a running mock: a clear refusal, never a trace, and nothing that was saved is lost."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.sittings.desk import GOOD, Desk, encoded

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


@pytest.mark.parametrize("number", [2**31, 2**63, 10**40])
@pytest.mark.parametrize("address", ["/attempts/{}/time", "/multiple-choice/{}/review"])
def test_a_number_that_no_database_holds_is_not_found(desk: Desk, address: str, number: int) -> None:
    reply = desk.browser.client.get(address.format(number), headers={"Accept": "application/json"})
    assert reply.status_code == 404


@pytest.mark.parametrize("number", [41, 2**63])
def test_a_question_number_beyond_the_paper_is_not_found(desk: Desk, number: int) -> None:
    desk.browser.get(f"/multiple-choice/{desk.mock}/questions/{number}", expect=404)
