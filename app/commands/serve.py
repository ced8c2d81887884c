"""`flask serve`: the site on this machine, with the work that time itself asks for beside it."""

from __future__ import annotations

import itertools
import signal
import socket
import subprocess
import sys
import threading
from types import FrameType

import click
from flask.cli import with_appcontext

from app import log
from app.commands.content import require_plan
from app.commands.sittings import close_all_overdue
from config import ROOT, environment_with

HOST = "127.0.0.1"
SWEEP_SECONDS = 20  # a page that was closed learns its result this soon after time
MOST_SECONDS_TO_STOP = 40  # gunicorn gives running requests 30


@click.command("serve")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535), help="Listen here.")
@with_appcontext
def serve(port: int) -> None:
    """Serve the site to this machine until Ctrl-C, and close attempts whose time is over."""
    require_plan()
    _refuse_busy(port)
    stop = threading.Event()

    def ask_to_stop(_signal: int, _frame: FrameType | None) -> None:
        stop.set()

    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, ask_to_stop)
    server = _start_server(port)
    if _answers(server, port, stop):
        click.echo(f"The site is at http://{HOST}:{port} (stop it with Ctrl-C).")
    try:
        _sweep_until(stop, server)
    finally:
        status = _stopped(server)
    if not stop.is_set():
        raise click.ClickException(f"The server ended by itself with status {status}; see above why.")


def _refuse_busy(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as error:
            raise click.ClickException(
                f"Port {port} cannot be used ({error.strerror}). Stop what uses it, or choose another port: "
                f"make run PORT={port + 1}"
            ) from None


def _start_server(port: int) -> subprocess.Popen[bytes]:
    """gunicorn in a process group of its own, so that Ctrl-C reaches it through us and requests may end."""
    arguments = ["-k", "gthread", "-w", "4", "--threads", "2", "--no-control-socket"]
    arguments += ["--preload", "--log-level", "warning", "--bind", f"{HOST}:{port}", "app:create_app()"]
    ready = environment_with(WARM_UP="yes")
    command = [sys.executable, "-m", "gunicorn", *arguments]
    return subprocess.Popen(command, cwd=ROOT, env=ready, process_group=0)  # noqa: S603


def _answers(server: subprocess.Popen[bytes], port: int, stop: threading.Event) -> bool:
    """Wait until it answers, since making the lists ready takes a few seconds. False: it ended instead."""
    while server.poll() is None and not stop.wait(0.1):
        with socket.socket() as probe:
            if probe.connect_ex((HOST, port)) == 0:
                return True
    return False


def _sweep_until(stop: threading.Event, server: subprocess.Popen[bytes]) -> None:
    for second in itertools.count(1):
        if stop.wait(1) or server.poll() is not None:
            return
        if second % SWEEP_SECONDS == 0:
            try:
                close_all_overdue()
            except Exception as error:  # the site goes on; the next sweep tries again
                log.fault(error)


def _stopped(server: subprocess.Popen[bytes]) -> int:
    server.terminate()
    try:
        return server.wait(MOST_SECONDS_TO_STOP)
    except subprocess.TimeoutExpired:
        server.kill()
        return server.wait()
