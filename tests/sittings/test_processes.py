"""The sweep from several processes, as cron on two hosts or a second server would start it."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import UTC, datetime

import pytest
from flask import Flask
from sqlalchemy import func, select

from app.results.models import Work
from app.sittings.models import Attempt, State
from config import ROOT, Settings
from tests.build import FakeClock, World

LONG_AGO = datetime(2024, 3, 4, 9, 0, tzinfo=UTC)  # the processes read the machine's own clock


@pytest.mark.slow
def test_two_processes_close_everything_between_them_and_nothing_twice(
    any_app: Flask, any_world: World, clock: FakeClock
) -> None:
    settings: Settings = any_app.extensions["settings"]
    clock.set(LONG_AGO)
    for number in range(6):
        any_world.start(any_world.apprentice(f"Person {number}"))
    environment = {**os.environ, "DATABASE_URL": settings.database_url, "SECRET_KEY": settings.secret_key}
    command = [sys.executable, "-m", "flask", "--app", "app", "sittings", "close-overdue"]
    running = [
        subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True)
        for _ in range(2)
    ]
    told = [process.communicate(timeout=60)[0] for process in running]
    assert [process.returncode for process in running] == [0, 0]
    assert sum(int(words.split()[0]) for words in told) == 6
    with any_world.reading() as db:
        works = db.scalar(select(func.count()).select_from(Work))
        open_ones = db.scalar(select(func.count()).where(Attempt.state == State.RUNNING))
    assert (works, open_ones) == (6, 0)
