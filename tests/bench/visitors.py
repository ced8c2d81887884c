"""People at their browsers: real requests over connections that stay open, every answer checked."""

from __future__ import annotations

import http.client
import json
import re
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from urllib.parse import urlencode

TOKEN = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')
OVERVIEW = "/multiple-choice"
QUESTION = re.compile(rf"{OVERVIEW}/(\d+)/questions/1$")
SLOT = re.compile(r'data-slot="(\d+)"')
WRITER = "benchmark"


class WrongAnswer(AssertionError):
    """The site answered something else than it must."""


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    location: str
    body: str


@dataclass
class Line:
    """A connection to the server that is kept open between requests."""

    port: int
    connection: http.client.HTTPConnection = field(init=False)

    def __post_init__(self) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)

    def ask(self, who: Visitor, method: str, path: str, body: str = "", **headers: str) -> Answer:
        """One request of `who`, whose cookies are kept up to date."""
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        self.connection.request(method, path, body.encode(), {"Cookie": who.cookie, **sent})
        reply = self.connection.getresponse()
        text = reply.read().decode()
        for cookie in reply.msg.get_all("Set-Cookie", ()):
            who.cookie = cookie.partition(";")[0]
        return Answer(reply.status, reply.headers.get("Location", ""), text)


@dataclass
class Visitor:
    """An apprentice, and what their browser knows. saved: value by attempt and slot, as acknowledged."""

    email: str
    password: str
    cookie: str = ""
    token: str = ""
    attempt: int = 0
    slots: int = 0
    saved: dict[tuple[int, int], str] = field(default_factory=dict)

    def sign_in(self, line: Line) -> None:
        """Sign in and open the page with the start button."""
        token = _token(line.ask(self, "GET", "/sign-in"))
        sent = {"csrf_token": token, "email": self.email, "password": self.password}
        expect(_post_form(line, self, "/sign-in", sent), 302)
        self.token = _token(line.ask(self, "GET", f"{OVERVIEW}/start"))

    def start(self, line: Line) -> None:
        """Press the start button."""
        answer = expect(_post_form(line, self, f"{OVERVIEW}/start", {"csrf_token": self.token}), 302)
        found = QUESTION.search(answer.location)
        if not found:
            raise WrongAnswer(f"starting leads to {answer.location!r}")
        self.attempt = int(found.group(1))

    def question_page(self, line: Line, number: int = 1) -> None:
        """Load a question, and with it the whole paper."""
        answer = expect(line.ask(self, "GET", f"{OVERVIEW}/{self.attempt}/questions/{number}"), 200)
        self.slots = len(SLOT.findall(answer.body))
        if f'data-attempt="{self.attempt}"' not in answer.body or not self.slots:
            raise WrongAnswer("the question page holds no paper")

    def save(self, line: Line, slot: int, value: str) -> None:
        """Choose an option, as the page tells the server."""
        change = {"slot": slot, "base": 0, "change": 1, "writer": WRITER, "value": value, "flagged": False}
        told = self._post_json(line, "answers", change)
        if (told["outcome"], told["slot"], told["value"]) != ("accept", slot, value):
            raise WrongAnswer(f"a save came back as {told}")
        self.saved[self.attempt, slot] = value

    def finish(self, line: Line) -> None:
        """Hand in; this marks the paper."""
        told = self._post_json(line, "finish", {"changes": [], "by_page": False})
        if told["already"] or told["late"] or told["older"]:
            raise WrongAnswer(f"finishing came back as {told}")

    def result(self, line: Line) -> None:
        """Look at the result, with every question and its reasons."""
        answer = expect(line.ask(self, "GET", f"{OVERVIEW}/{self.attempt}/result"), 200)
        if f" of {self.slots}" not in answer.body:
            raise WrongAnswer("the result page tells no marks")

    def _post_json(self, line: Line, verb: str, sent: dict[str, object]) -> dict[str, object]:
        headers = {
            "Content_Type": "application/json",
            "Accept": "application/json",
            "X_CSRFToken": self.token,
        }
        answer = line.ask(self, "POST", f"/attempts/{self.attempt}/{verb}", json.dumps(sent), **headers)
        told: dict[str, object] = json.loads(expect(answer, 200).body)
        return told


def expect(answer: Answer, status: int) -> Answer:
    """The answer, if it has the status that it must have."""
    if answer.status != status:
        raise WrongAnswer(f"{answer.status} instead of {status}: {answer.body[:200]}")
    return answer


def _post_form(line: Line, who: Visitor, path: str, sent: dict[str, str]) -> Answer:
    return line.ask(who, "POST", path, urlencode(sent), Content_Type="application/x-www-form-urlencoded")


def _token(page: Answer) -> str:
    found = TOKEN.findall(expect(page, 200).body)
    if not found:
        raise WrongAnswer("a page with a form holds no token")
    return str(found[-1])


Task = Callable[[Line], None]


@dataclass
class Outcome:
    """How a number of tasks went. seconds: how long each took; wall: all of them together."""

    seconds: list[float] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)
    wall: float = 0.0
    client_cpu: float = 0.0


def do_all(port: int, tasks: Iterable[Task], at_once: int) -> Outcome:
    """Do the tasks in order, `at_once` at any time, each line taking the next one that is left."""
    outcome, left = Outcome(), iter(list(tasks))
    gate = threading.Barrier(at_once + 1)
    crew = [
        threading.Thread(target=_work, args=(Line(port), left, gate, outcome), daemon=True)
        for _ in range(at_once)
    ]
    for one in crew:
        one.start()
    gate.wait()
    began, cpu_before = time.perf_counter(), time.process_time()
    for one in crew:
        one.join()
    outcome.wall = time.perf_counter() - began
    outcome.client_cpu = time.process_time() - cpu_before
    return outcome


def _work(line: Line, left: Iterator[Task], gate: threading.Barrier, outcome: Outcome) -> None:
    gate.wait()
    for task in left:  # taking the next one of a list is a single step, so lines can share it
        began = time.perf_counter()
        try:
            task(line)
        except (WrongAnswer, OSError, http.client.HTTPException, ValueError, KeyError) as error:
            outcome.failures.append(f"{type(error).__name__}: {error}")
            line.connection.close()
        else:
            outcome.seconds.append(time.perf_counter() - began)
    line.connection.close()
