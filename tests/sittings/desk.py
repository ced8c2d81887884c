"""A browser in a running mock that sends whatever it likes."""

from __future__ import annotations

import json
from dataclasses import dataclass

from werkzeug.test import TestResponse

from tests.build import World
from tests.page import Browser
from tests.sittings import answers

GOOD = {"slot": 1, "base": 1, "value": "3", "flagged": False, "writer": "desk", "change": 2}
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


def encoded(body: object) -> bytes:
    return json.dumps(body).encode()
