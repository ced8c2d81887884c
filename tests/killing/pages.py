"""Open pages of mocks: each changes answers one after the other and sends each until it is acknowledged."""

from __future__ import annotations

import http.client
import json
import random
import re
import socket
import threading
import time
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from tests.killing.ledger import Entry, Ledger
from tests.killing.moments import Reaper

PAPER = re.compile(r"/multiple-choice/(\d+)/")
SECONDS = 60  # longer than any life takes to begin


class Wrong(AssertionError):
    """The site answered what it must not: to a change, or to something else."""

    def __init__(self, words: str, entry: Entry | None = None) -> None:
        super().__init__(words)
        self.entry = entry


class Ended(Exception):
    """The test is over before this page had done its work."""


@dataclass(frozen=True)
class SignIn:
    """What a browser holds of somebody's sign-in."""

    cookie: str
    token: str


@dataclass(frozen=True)
class Room:
    """What all pages share. enough: begin no further mock. over: give up."""

    port: int
    ledger: Ledger
    reaper: Reaper
    enough: threading.Event
    over: threading.Event


@dataclass(frozen=True)
class Reply:
    """An answer of the site, and what came before it.

    broken: the line broke at least once after this was sent. interrupted: that was by killing the server.
    """

    status: int
    body: dict[str, Any]
    location: str
    broken: bool
    interrupted: bool


class Page:
    """Someone's page. own: slots only it writes to; shared: slots another page writes to as well."""

    def __init__(
        self, room: Room, name: str, sign_in: SignIn, own: range, shared: range, *, flagged: bool
    ) -> None:
        self.room, self.name, self.sign_in = room, name, sign_in
        self.own, self.shared = own, shared
        self.flagged = flagged  # differs between pages of one mock, so what a slot holds tells whose it is
        self.chance = random.Random(name)
        self.connection = http.client.HTTPConnection("127.0.0.1", room.port, timeout=SECONDS)
        self.writer = ""
        self.papers = 0
        self.revisions: dict[int, int] = {}
        self.changes: dict[int, int] = {}

    def work(self) -> None:
        """Sit one mock after another until it is enough."""
        try:
            while not self.room.enough.is_set():
                self._sit()
        finally:
            self.connection.close()

    def hang_up(self) -> None:
        """Break the line from our side, so that a wait for an answer ends."""
        line = self.connection.sock
        if line is not None:
            with suppress(OSError):
                line.shutdown(socket.SHUT_RDWR)

    def _sit(self) -> None:
        attempt = self._start()
        self.papers += 1
        self.writer = f"{self.name} {self.papers}"
        self.revisions, self.changes = {}, {}
        slots = [*self.own, *self.shared]
        for _ in range(self.chance.randint(4, 9)):
            if not self._change(attempt, self.chance.choice(slots)):
                break  # handed in on the other page
        self._finish(attempt)

    def _start(self) -> int:
        reply = self._ask("start", "/multiple-choice/start", {})
        found = PAPER.search(reply.location)
        if reply.status != 302 or not found:
            raise Wrong(f"{self.name}: starting was answered by {reply}")
        return int(found.group(1))

    def _entry(self, attempt: int, slot: int) -> Entry:
        self.changes[slot] = self.changes.get(slot, 0) + 1
        entry = Entry(
            attempt,
            slot,
            base=self.revisions.get(slot, 0),
            value=self.chance.choice(["1", "2", "3", "4", ""]),
            flagged=self.flagged,
            writer=self.writer,
            change=self.changes[slot],
        )
        self.room.ledger.sent(entry)
        return entry

    def _change(self, attempt: int, slot: int) -> bool:
        """Choose something; whether the mock goes on."""
        ledger, entry = self.room.ledger, self._entry(attempt, slot)
        reply = self._ask("answers", f"/attempts/{attempt}/answers", entry.body())
        told = reply.body
        if (reply.status, told.get("error")) == (409, "closed") and self.shared:
            ledger.not_taken(entry, doubtful=reply.broken)
            return False
        if reply.status != 200:
            raise Wrong(f"{entry} was answered by {reply}", entry)
        outcome, revision = told["outcome"], int(told["revision"])
        self.revisions[slot] = revision
        if outcome == "newer" and self.shared:
            ledger.not_taken(entry, doubtful=reply.broken)
            ledger.shown(entry, revision, (told["value"], told["flagged"]))
            return True
        fresh = outcome == "accept" or (outcome == "already" and reply.broken)
        if not fresh or (revision, told["value"], told["flagged"]) != (entry.base + 1, *entry.content):
            raise Wrong(f"{entry} was answered by {reply}", entry)
        ledger.acknowledged(entry, revision)
        if reply.interrupted:
            ledger.count("saved, but the acknowledgement was lost" if outcome == "already" else "save undone")
        return True

    def _finish(self, attempt: int) -> None:
        """Hand in, most often with a last change that was not sent before."""
        ledger, entries = self.room.ledger, []
        if self.chance.random() < 0.7:
            entries.append(self._entry(attempt, self.chance.choice(self.own)))
        sent = {"changes": [one.body() for one in entries], "by_page": False}
        reply = self._ask("finish", f"/attempts/{attempt}/finish", sent)
        if reply.status != 200 or reply.body["running"]:
            raise Wrong(f"{self.name}: handing in attempt {attempt} was answered by {reply}")
        already, refused = reply.body["already"], reply.body["late"] + reply.body["older"]
        if (already or refused) and not (reply.broken or self.shared):
            raise Wrong(f"{self.name}: handing in attempt {attempt} with {entries} was answered by {reply}")
        for entry in entries:
            if already and not refused:  # taken before, or it would have changed nothing
                ledger.held(entry)
            elif not refused:
                ledger.acknowledged(entry, entry.base + 1)
            elif not already or not self.shared:
                raise Wrong(f"the last change {entry} was refused by {reply}", entry)
        ledger.finished(attempt, reply.body["answered"], already=already)
        if reply.interrupted:
            ledger.count("closed, but the acknowledgement was lost" if already else "closing undone")

    def _ask(self, verb: str, path: str, sent: dict[str, object]) -> Reply:
        """Send the same until there is a whole answer."""
        headers = {
            "Accept": "application/json",
            "Content-Type": "application/json",
            "Cookie": self.sign_in.cookie,
            "X-CSRFToken": self.sign_in.token,
        }
        room, broken, interrupted = self.room, False, False
        while True:
            deaths, is_sent, began = room.reaper.deaths, False, time.perf_counter()
            try:
                self.connection.request("POST", path, json.dumps(sent), headers)
                is_sent = True
                room.reaper.told("sent", verb)
                answer = self.connection.getresponse()
                text = answer.read()
            except (OSError, http.client.HTTPException):
                self.connection.close()
                if room.over.is_set():
                    raise Ended from None
                broken = True
                if is_sent and room.reaper.deaths > deaths:
                    interrupted = True
                    room.ledger.hit(deaths, f"{verb} interrupted")
                continue
            room.reaper.told("acknowledged", verb, time.perf_counter() - began)
            told = json.loads(text) if answer.headers.get_content_type() == "application/json" else {}
            return Reply(answer.status, told, answer.headers.get("Location", ""), broken, interrupted)
