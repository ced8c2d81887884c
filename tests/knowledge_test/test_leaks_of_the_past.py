"""While a mock runs, nothing that one did before explains a question: no page of the site tells a reason."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from flask import Flask
from sqlalchemy import select

from app.knowledge_test.models import QuestionVersion
from app.knowledge_test.rules.practising import Wish
from tests.addresses import Cast, addresses, cast_in, samples, url
from tests.build import Known, World
from tests.knowledge_test.test_leaks import spellings
from tests.knowledge_test.test_practice import check
from tests.page import Browser

VIEWS = ("", "?show=all", "?view=print", "?results=all")


@pytest.fixture
def experienced(app: Flask, world: World, browse: Callable[[], Browser]) -> tuple[Cast, Browser]:
    """Amira, who has handed in two mocks, ended practice, and checked answers of practice that waits."""
    cast = cast_in(world, app)
    amira = cast.actors["amira"]
    world.finish(amira, cast.running)
    browser = browse()
    browser.sign_in(amira)
    ended, waiting = (world.practise(amira, Wish(number=number)) for number in (5, 15))
    for practice in (ended, waiting):
        check(browser, world, practice, 1)
        check(browser, world, practice, 2, right=False)
    world.finish(amira, ended)
    return replace(cast, ended_practice=ended, practice=waiting), browser


def told(app: Flask, world: World, cast: Cast, browser: Browser) -> set[str]:
    """The address of every page of hers that tells a reason."""
    with world.reading() as db:
        reasons = [text for one in db.scalars(select(QuestionVersion.reasons)) for text in one.values()]
    texts = {spelt for reason in reasons for spelt in spellings(reason)}
    found = set()
    for one in addresses():
        if one.method != "GET":
            continue
        for sample in samples(cast).get(one.endpoint, [None]):
            page = url(app, one.endpoint, sample.values if sample else {})
            for view in VIEWS if page.startswith("/multiple-choice") else VIEWS[:1]:
                body = browser.client.get(page + view, follow_redirects=True).get_data(as_text=True)
                if any(text in body for text in texts):
                    found.add(page + view)
    return found


def test_no_page_tells_a_reason_while_a_mock_runs(
    app: Flask, world: World, experienced: tuple[Cast, Browser]
) -> None:
    cast, browser = experienced
    amira: Known = cast.actors["amira"]
    running = world.start(amira, seed=7)
    assert told(app, world, replace(cast, running=running), browser) == set()


def test_without_a_running_mock_the_same_search_finds_the_reasons(
    app: Flask, world: World, experienced: tuple[Cast, Browser]
) -> None:
    cast, browser = experienced
    pages = told(app, world, cast, browser)
    assert f"/multiple-choice/{cast.closed}/result?view=print" in pages
    assert f"/multiple-choice/practice/{cast.practice}/questions/1" in pages
