"""The pages at work, each in a thread, and their people's sign-ins."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from flask import Flask

from tests.addresses import come_in
from tests.build import Known, World
from tests.killing.holding import stored_row
from tests.killing.pages import Ended, Page, Room, SignIn, Wrong
from tests.page import Browser

SECONDS = 120  # for what takes about one, less when nothing else runs
FIRST, SECOND, BOTH, NONE = range(1, 5), range(5, 9), range(9, 11), range(0)


class Crew:
    """Pages at work."""

    def __init__(self, pages: Sequence[Page], room: Room) -> None:
        self._pages, self._room = pages, room
        self._failed: list[BaseException] = []
        self._threads = [threading.Thread(target=self._work, args=(one,), daemon=True) for one in pages]

    def begin(self) -> None:
        """Let them work."""
        for one in self._threads:
            one.start()

    def wait(self, event: threading.Event) -> None:
        """Wait for something that they bring about."""
        last = time.monotonic() + SECONDS
        while not event.wait(0.05):
            self._check()
            assert time.monotonic() < last, "the pages do nothing any more"

    def finish(self) -> None:
        """Wait until each has handed in its last mock."""
        self._room.enough.set()
        last = time.monotonic() + SECONDS
        for one in self._threads:
            one.join(max(0, last - time.monotonic()))
        self._check()
        assert not any(one.is_alive() for one in self._threads), "a page waits for ever"

    def dismiss(self) -> None:
        """End them, whatever they do."""
        self._room.over.set()
        for page, thread in zip(self._pages, self._threads, strict=True):
            while thread.is_alive():
                page.hang_up()
                thread.join(0.1)

    def _check(self) -> None:
        if self._failed:
            raise self._failed[0]

    def _work(self, page: Page) -> None:
        try:
            page.work()
        except Ended:
            pass
        except BaseException as error:
            self._failed.append(error)


@contextmanager
def working(app: Flask, world: World, room: Room) -> Iterator[Crew]:
    """Three apprentices at work; the third has the same mock open on two pages and writes on both."""
    cohort = world.cohort()
    amira, bilal, chen = (
        _sign_in(app, world, world.apprentice(name, cohort))
        for name in ("Amira Osei", "Bilal Khan", "Chen Li")
    )
    crew = Crew(
        [
            Page(room, "Amira", amira, FIRST, NONE, flagged=False),
            Page(room, "Bilal", bilal, FIRST, NONE, flagged=False),
            Page(room, "Chen at the desk", chen, FIRST, BOTH, flagged=False),
            Page(room, "Chen on the phone", chen, SECOND, BOTH, flagged=True),
        ],
        room,
    )
    crew.begin()
    try:
        yield crew
    except Wrong as wrong:
        if wrong.entry:
            wrong.add_note(f"Stored is {stored_row(world, wrong.entry)}")
        raise
    finally:
        crew.dismiss()


def _sign_in(app: Flask, world: World, known: Known) -> SignIn:
    browser = Browser(app)
    browser.client = come_in(app, world, known)
    token = browser.token()
    cookie = browser.client.get_cookie("coderready")
    assert cookie is not None
    return SignIn(f"coderready={cookie.value}", token)
