"""An apprentice without script, sitting a mock."""

from __future__ import annotations

from collections.abc import Iterable

from tests.build import Known, World
from tests.page import Browser, Page
from tests.sittings import answers
from tests.sittings.answers import change

START = "I am {}. Start the clock"


def begin(browser: Browser, known: Known) -> int:
    """Start a mock through its pages; its id."""
    browser.submit(browser.get("/multiple-choice/start"), button=START.format(known.name))
    page = browser.follow()
    assert page.h1 == "Question 1 of 40"
    return int(page.address.split("/")[2])


def answer_all(
    world: World,
    known: Known,
    attempt_id: int,
    *,
    right: Iterable[int] = (),
    wrong: Iterable[int] = (),
    flagged: Iterable[int] = (),
) -> None:
    """Save answers as the page would; the flags go with them."""
    options = answers.options_of(world, attempt_id)
    flags = set(flagged)
    for number in sorted({*right, *wrong, *flags}):
        value = options[number].right if number in set(right) else ""
        value = options[number].wrong if number in set(wrong) else value
        answers.save(world, known, attempt_id, change(number, value, flagged=number in flags))


def handed_in(world: World, known: Known, **given: Iterable[int]) -> int:
    """A mock that was answered and handed in; its id."""
    attempt_id = world.start(known)
    answer_all(world, known, attempt_id, **given)
    world.finish(known, attempt_id)
    return attempt_id


def question(browser: Browser, attempt_id: int, number: int) -> Page:
    """The page of one question."""
    return browser.get(f"/multiple-choice/{attempt_id}/questions/{number}")


def result(browser: Browser, attempt_id: int, show: str = "") -> Page:
    """The result page, with one of its filters."""
    return browser.get(f"/multiple-choice/{attempt_id}/result" + (f"?show={show}" if show else ""))


def form_of(page: Page, number: int) -> int:
    """The place of the form of one question among all of the page."""
    actions = [form.action for form in page.forms]
    return next(place for place, action in enumerate(actions) if action.endswith(f"/questions/{number}"))
