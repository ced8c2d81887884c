"""While a mock runs, no answer of the site tells the key, a reason, a source or a topic of its questions."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import nh3
import pytest
from flask import Flask
from sqlalchemy import select
from werkzeug.test import TestResponse

from app.assessment_plan.content import Plan
from app.knowledge_test.models import QuestionVersion
from app.sittings.models import Slot
from tests.build import Known, World
from tests.page import Browser
from tests.sittings import answers

TOPIC_ID = re.compile(r"\bW[KSB]\d{1,2}\b")
TELLING = {"key", "letter", "correct", "right", "reason", "reasons", "topic", "item", "verdict"}


@dataclass(frozen=True)
class Sat:
    """A whole mock: everything the site answered until it was handed in, and what it must not have told."""

    heard: dict[str, str]
    replies: list[dict[str, Any]]
    result: str
    asked: list[QuestionVersion]
    bank: list[QuestionVersion]
    arrangements: list[str]


def plain(safe_html: str) -> str:
    return " ".join(html.unescape(nh3.clean(safe_html, tags=set())).split())


def spellings(text: str) -> set[str]:
    """A stored text as a page might hold it: as HTML, escaped once more, or plain."""
    return {text, html.escape(text), html.escape(text, quote=False), plain(text), html.escape(plain(text))}


class Listener:
    """A browser that keeps every answer whole, with its headers."""

    def __init__(self, browser: Browser) -> None:
        self.client = browser.client
        self.token = browser.token()
        self.heard: dict[str, str] = {}
        self.replies: list[dict[str, Any]] = []

    def get(self, name: str, address: str) -> None:
        self._keep(name, self.client.get(address, headers={"Accept": "text/html"}))

    def send(self, name: str, address: str, body: dict[str, Any]) -> None:
        headers = {"Accept": "application/json", "X-CSRFToken": self.token}
        self._keep(name, self.client.post(address, json=body, headers=headers))

    def form(self, name: str, address: str, fields: dict[str, str]) -> None:
        self._keep(name, self.client.post(address, data={**fields, "csrf_token": self.token}))

    def _keep(self, name: str, answer: TestResponse) -> None:
        self.heard[name] = f"{answer.status}\n{answer.headers}\n{answer.get_data(as_text=True)}"
        if answer.is_json:
            self.replies.append(answer.get_json())


def sit_whole_mock(world: World, browser: Browser) -> Sat:
    known = world.apprentice()
    browser.sign_in(known)
    listener = Listener(browser)
    listener.get("overview", "/multiple-choice/")
    listener.get("start", "/multiple-choice/start")
    listener.form("starting", "/multiple-choice/start", {})
    mock, attempt = "/multiple-choice/1", "/attempts/1"
    for number in range(1, 41):
        listener.get(f"question {number}", f"{mock}/questions/{number}")
        body = {"slot": number, "base": 0, "value": "1", "writer": "desk", "change": 1}
        listener.send(f"save {number}", f"{attempt}/answers", body)
        listener.send(f"older {number}", f"{attempt}/answers", {**body, "value": "2", "writer": "phone"})
    fields = {"base": "0", "writer": "form", "value": "4"}
    listener.form("newer answer without script", f"{mock}/questions/40", fields)
    listener.form("save without script", f"{mock}/questions/40", {**fields, "base": "1"})
    listener.send("refusal", f"{attempt}/answers", {"slot": 1})
    for address in (
        f"{mock}/result",
        f"{mock}/review",
        "/multiple-choice/",
        "/home/apprentice",
        f"{attempt}/time",
    ):
        listener.get(f"while it runs: {address}", address)
    listener.send("finish", f"{attempt}/finish", {"changes": []})
    listener.send("save after finish", f"{attempt}/answers", body)
    with world.reading() as db:
        slots = list(db.scalars(select(Slot).where(Slot.attempt_id == 1)))
        bank = list(db.scalars(select(QuestionVersion)))
    items = {slot.item for slot in slots}
    return Sat(
        listener.heard,
        listener.replies,
        browser.client.get(f"{mock}/result?show=all").get_data(as_text=True),
        [one for one in bank if one.item in items],
        bank,
        [slot.arrangement for slot in slots],
    )


@pytest.fixture(scope="module")
def kept() -> dict[str, Sat]:
    """What was sat once, for every test of this file: a whole mock is a hundred and thirty answers."""
    return {}


@pytest.fixture
def sat(kept: dict[str, Sat], request: pytest.FixtureRequest) -> Sat:
    """A whole mock and everything the site said during it."""
    if not kept:
        world, browse = request.getfixturevalue("world"), request.getfixturevalue("browse")
        kept["sat"] = sit_whole_mock(world, browse())
    return kept["sat"]


@pytest.fixture
def plan(worker_app: Flask) -> Plan:
    """The plan in force."""
    found: Plan = worker_app.extensions["plan"]
    return found


def found_in(sat: Sat, texts: set[str]) -> Iterator[str]:
    for name, body in sat.heard.items():
        squeezed = " ".join(body.split())
        for text in texts:
            if text in body or text in squeezed:
                yield f"{name}: {text}"


def test_the_whole_mock_was_heard(sat: Sat) -> None:
    refused = [name for name, said in sat.heard.items() if said.startswith(("404", "500"))]
    assert (len(sat.heard), refused) == (3 + 3 * 40 + 10, [])


def test_the_search_finds_what_the_page_does_hold(sat: Sat) -> None:
    for question in sat.asked:
        assert list(found_in(sat, spellings(question.stem)))


def test_no_reason_of_any_question_of_the_bank_is_told(sat: Sat) -> None:
    texts = {spelt for one in sat.bank for reason in one.reasons.values() for spelt in spellings(reason)}
    assert len(texts) > 400
    assert list(found_in(sat, texts)) == []


def test_no_source_is_told(plan: Plan, sat: Sat) -> None:
    """A source may use words that the paper or the plan use themselves; those tell nothing."""
    shown = [plain(text) for one in sat.asked for text in (one.stem, *one.options.values())]
    titles = [*plan.ksb_titles.values(), plan.title, plan.notice]
    sources = {source for one in sat.asked for source in one.rests_on}
    telling = {source for source in sources if not any(source in text for text in [*shown, *titles])}
    assert telling
    assert list(found_in(sat, {spelt for one in telling for spelt in spellings(one)})) == []


def test_nothing_says_what_a_question_rests_on(sat: Sat) -> None:
    assert not [name for name, said in sat.heard.items() if "Rests on" in said or "rests_on" in said]


def test_no_topic_id_is_told(sat: Sat) -> None:
    found = {name: TOPIC_ID.findall(said) for name, said in sat.heard.items()}
    assert {name: ids for name, ids in found.items() if ids} == {}


def test_no_question_id_is_told(sat: Sat) -> None:
    assert list(found_in(sat, {one.question_id for one in sat.asked})) == []


def test_no_topic_title_stands_on_a_page_of_the_paper(plan: Plan, sat: Sat) -> None:
    """The overview lists the topics of every paper; a question must not say which of them it is."""
    page = sat.heard["question 1"]
    assert not [title for title in plan.ksb_titles.values() if f">{html.escape(title)}<" in page]


def test_no_arrangement_of_letters_is_told(sat: Sat) -> None:
    assert list(found_in(sat, {f'"{one}"' for one in sat.arrangements})) == []


def test_no_reply_has_a_field_that_could_tell(sat: Sat) -> None:
    assert len(sat.replies) == 2 * 40 + 4
    assert {field for reply in sat.replies for field in reply} & TELLING == set()


def test_right_and_wrong_options_look_the_same(sat: Sat) -> None:
    """Nothing in the mark-up of an option differs but its number, its text and whether it was chosen."""
    inputs = re.findall(r"<input[^>]*cr-option__input[^>]*>", sat.heard["question 20"])
    shapes = {re.sub(r'q\d+-\d|value="\d"', "", one).replace(" checked", "") for one in inputs}
    assert (len(inputs), len(shapes)) == (160, 1)


def test_a_right_and_a_wrong_answer_are_answered_alike(world: World, browse: Callable[[], Browser]) -> None:
    known: Known = world.apprentice("Ben Ode")
    attempt_id = world.start(known)
    options = answers.options_of(world, attempt_id)
    browser = browse()
    browser.sign_in(known)
    body = {"slot": 1, "base": 0, "writer": "desk", "change": 1}
    replies = [
        browser.json(
            "POST",
            f"/attempts/{attempt_id}/answers",
            {**body, "slot": slot, "value": getattr(options[slot], which)},
        )
        for slot, which in ((1, "right"), (2, "wrong"))
    ]
    alike = [{**reply, "slot": 0, "value": ""} for reply in replies]
    assert alike[0] == alike[1]


def test_after_handing_in_every_reason_and_source_is_there(sat: Sat) -> None:
    body = " ".join(sat.result.split())
    missing = [
        text
        for one in sat.asked
        for text in [*one.reasons.values(), *map(html.escape, one.rests_on)]
        if not any(" ".join(spelt.split()) in body for spelt in spellings(text))
    ]
    assert missing == []
