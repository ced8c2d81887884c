"""`flask serve` answers, closes what is over beside it, and stops when it is told to."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from datetime import timedelta

import pytest
from flask import Flask

from app.commands.sittings import close_all_overdue
from config import ROOT, Settings
from tests.build import FakeClock, World


@pytest.fixture
def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def test_a_busy_port_is_refused_with_the_way_out(app: Flask) -> None:
    with socket.socket() as busy:
        busy.bind(("127.0.0.1", 0))
        busy.listen()
        port = busy.getsockname()[1]
        result = app.test_cli_runner().invoke(args=["serve", "--port", str(port)])
    assert result.exit_code == 1
    assert f"Port {port} cannot be used" in result.output
    assert f"make run PORT={port + 1}" in result.output


def test_the_sweep_closes_everything_that_is_overdue(app: Flask, world: World, clock: FakeClock) -> None:
    for name in ("Amira Osei", "Bilal Khan"):
        world.start(world.apprentice(name))
    clock.advance(timedelta(hours=2))
    with app.app_context():
        assert close_all_overdue() == (2, 0)
        assert close_all_overdue() == (0, 0)


@pytest.mark.slow
def test_the_site_answers_and_stops_cleanly(settings: Settings, free_port: int) -> None:
    environment = {**os.environ, "DATABASE_URL": settings.database_url, "SECRET_KEY": "x"}
    command = [sys.executable, "-m", "flask", "--app", "app", "serve", "--port", str(free_port)]
    with subprocess.Popen(command, cwd=ROOT, env=environment, stderr=subprocess.PIPE, text=True) as running:
        try:
            assert _answers(f"http://127.0.0.1:{free_port}/help")
        finally:
            running.send_signal(signal.SIGTERM)
        assert running.wait(30) == 0
    with socket.socket() as probe:
        assert probe.connect_ex(("127.0.0.1", free_port)) != 0


def _answers(address: str) -> bool:
    for _ in range(200):
        try:
            with urllib.request.urlopen(address, timeout=20) as answer:
                return bool(answer.status == 200)
        except OSError:  # refused, reset or slow: not there yet
            time.sleep(0.1)
    return False
