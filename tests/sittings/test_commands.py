"""`flask sittings running` and `extend`: what an operator does when the power was cut."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from click.testing import Result
from flask import Flask

from app.sittings.models import Mode
from app.sittings.rules.timing import LAG_ALLOWANCE
from tests.build import FakeClock, Known, World
from tests.sittings import answers
from tests.sittings.sample_part import SAMPLE

HOUR = timedelta(minutes=60)
TEN = timedelta(minutes=10)
Run = Callable[..., Result]


@pytest.fixture
def run(app: Flask) -> Run:
    """Runs `flask sittings …`."""
    return lambda *words: app.test_cli_runner().invoke(args=["sittings", *map(str, words)])


@pytest.fixture
def extend(run: Run) -> Run:
    """Gives ten minutes to whom the words name."""
    return lambda *words: run("extend", *words, "--minutes", 10, "--reason", "The power was cut")


@pytest.fixture
def amira(world: World) -> Known:
    return world.apprentice("Amira Osei")


@pytest.fixture
def mock(world: World, amira: Known) -> int:
    """A running mock of Amira's, who began at nine."""
    return world.start(amira)


@pytest.fixture
def other(world: World, mock: int, clock: FakeClock) -> int:
    """A mock of Ben's, who began a quarter of an hour later."""
    clock.advance(timedelta(minutes=15))
    return world.start(world.apprentice("Ben Ode"))


def ends(world: World, *attempts: int) -> list[datetime | None]:
    return [answers.attempt(world, one).ends_at for one in attempts]


def test_who_is_sitting_is_listed_with_start_and_end_the_first_to_end_on_top(
    world: World, run: Run, amira: Known, mock: int, other: int
) -> None:
    told = run("running").output.splitlines()
    assert told[0].startswith(f"{mock}  Amira Osei <{amira.email}>, ")
    assert told[0].endswith(", started 09:00:00, ends 10:00:00")
    assert told[1].startswith(f"{other}  Ben Ode <")
    assert told[1].endswith(", started 09:15:00, ends 10:15:00")
    assert told[2:] == ["2 running."]


def test_what_was_handed_in_is_not_listed(world: World, run: Run, amira: Known, mock: int) -> None:
    world.finish(amira, mock)
    assert run("running").output == "0 running.\n"


def test_practice_is_not_listed(
    app: Flask, world: World, run: Run, amira: Known, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(app.extensions["parts"], SAMPLE.name, SAMPLE)
    world.start(amira, SAMPLE, mode=Mode.PRACTICE)
    assert run("running").output == "0 running.\n"


def test_listing_changes_nothing(world: World, run: Run, mock: int, clock: FakeClock) -> None:
    clock.advance(timedelta(hours=2))
    run("running")
    assert answers.attempt(world, mock).closed_at is None


def test_a_mock_is_extended_by_its_number(world: World, extend: Run, mock: int, other: int) -> None:
    before = ends(world, mock, other)
    told = extend(mock)
    assert (told.exit_code, told.output) == (0, "1 extended by 10 min.\n")
    assert ends(world, mock, other) == [before[0] + TEN, before[1]]


def test_an_operator_is_nobody_in_the_trail_and_the_reason_is_there(
    world: World, extend: Run, mock: int
) -> None:
    extend(mock)
    (entry,) = answers.trail(world, mock, "attempt-extended")
    assert (entry.actor_id, entry.facts) == (None, {"minutes": 10, "reason": "The power was cut"})


def test_several_that_are_named_are_all_extended(world: World, extend: Run, mock: int, other: int) -> None:
    before = ends(world, mock, other)
    assert extend(other, mock).output == "2 extended by 10 min.\n"
    assert ends(world, mock, other) == [one + TEN for one in before]


def test_if_one_of_those_that_are_named_cannot_be_none_is(
    world: World, extend: Run, amira: Known, mock: int, other: int
) -> None:
    world.finish(amira, mock)
    before = ends(world, other)
    told = extend(other, mock)
    assert told.exit_code == 1
    assert f"Attempt {mock}: It was handed in already." in told.output
    assert "Nothing was extended." in told.output
    assert ends(world, other) == before


def test_a_number_that_does_not_exist_is_said_and_nothing_is_extended(
    world: World, extend: Run, mock: int
) -> None:
    before = ends(world, mock)
    told = extend(mock, 4711)
    assert (told.exit_code, "Attempt 4711: There is none." in told.output) == (1, True)
    assert ends(world, mock) == before


def test_all_that_run_are_extended(world: World, extend: Run, mock: int, other: int) -> None:
    before = ends(world, mock, other)
    assert extend("--all").output == "2 extended by 10 min.\n"
    assert ends(world, mock, other) == [one + TEN for one in before]


def test_all_passes_over_one_that_would_be_over_all_the_same(
    world: World, extend: Run, mock: int, other: int, clock: FakeClock
) -> None:
    before = ends(world, mock, other)
    clock.set(before[0] + TEN)
    told = extend("--all")
    assert told.exit_code == 0
    passed_over, last = told.output.splitlines()
    assert passed_over.startswith(f"Attempt {mock} is passed over: Its time was over so long ago")
    assert last == "1 extended by 10 min."
    assert ends(world, mock, other) == [before[0], before[1] + TEN]


def test_all_includes_one_that_is_over_but_not_closed(
    world: World, extend: Run, mock: int, clock: FakeClock
) -> None:
    clock.advance(HOUR + LAG_ALLOWANCE)
    extend("--all")
    assert ends(world, mock) == [world.now - LAG_ALLOWANCE + TEN]


def test_all_while_nothing_runs_extends_nothing(extend: Run) -> None:
    assert extend("--all").output == "0 extended by 10 min.\n"


def test_naming_none_is_an_error_of_use(world: World, extend: Run, mock: int) -> None:
    before = ends(world, mock)
    told = extend()
    assert (told.exit_code, "Name the attempts, or say --all." in told.output) == (2, True)
    assert ends(world, mock) == before


def test_naming_some_and_all_is_an_error_of_use(world: World, extend: Run, mock: int) -> None:
    before = ends(world, mock)
    assert extend(mock, "--all").exit_code == 2
    assert ends(world, mock) == before


@pytest.mark.parametrize(
    "words", [("--minutes", "0", "--reason", "x"), ("--minutes", "601", "--reason", "x"), ("--minutes", "9")]
)
def test_minutes_out_of_range_or_no_reason_is_an_error_of_use(
    world: World, run: Run, mock: int, words: tuple[str, ...]
) -> None:
    before = ends(world, mock)
    assert run("extend", mock, *words).exit_code == 2
    assert ends(world, mock) == before


def test_an_empty_reason_is_refused_in_words(world: World, run: Run, mock: int) -> None:
    before = ends(world, mock)
    told = run("extend", mock, "--minutes", 9, "--reason", " ")
    assert (told.exit_code, "Say why" in told.output) == (1, True)
    assert ends(world, mock) == before
