"""The product's processes as a test sees them: they are started, killed with SIGKILL, and buried."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from config import ROOT, Settings


class Lives:
    """Starts one life after another on the same listening socket, as a supervisor would."""

    def __init__(self, zygote: subprocess.Popen[str], port: int) -> None:
        self.port = port
        self.killed = 0  # how many process groups ended by our SIGKILL
        self._zygote = zygote
        self._groups: list[int] = []

    def start(self, order: str = "serve") -> None:
        """Start a server, or a `sweep`."""
        self._groups.append(int(self._ask(order)))

    def kill(self) -> None:
        """SIGKILL for every process of every life, with nothing said before."""
        for group in self._groups:
            os.killpg(group, signal.SIGKILL)

    def bury(self) -> list[int]:
        """Wait until no process is left; how those that were started ended: less than zero is a signal."""
        ended = json.loads(self._ask("bury"))
        found = [ended[str(group)] for group in self._groups]
        self.killed += found.count(-signal.SIGKILL)
        self._groups.clear()
        return found

    def _ask(self, order: str) -> str:
        assert self._zygote.stdin is not None
        assert self._zygote.stdout is not None
        self._zygote.stdin.write(order + "\n")
        self._zygote.stdin.flush()
        told = self._zygote.stdout.readline()
        assert told, f"the process that starts the servers ended when it was told to {order}"
        return told


@contextmanager
def lives_of(settings: Settings, said: Path) -> Iterator[Lives]:
    """Lives of the product on the database of `settings`. said: a file for what they say."""
    own = {"DATABASE_URL": settings.database_url, "SECRET_KEY": settings.secret_key, "LOG_LEVEL": "WARNING"}
    left_out = {"GUNICORN_CMD_ARGS", "WEB_CONCURRENCY", "PORT"}
    environment = {name: value for name, value in os.environ.items() if name not in left_out} | own
    with (
        socket.create_server(("127.0.0.1", 0), backlog=64) as listening,
        said.open("w") as words,
        subprocess.Popen(
            [sys.executable, "-m", "tests.killing.zygote", str(listening.fileno())],
            cwd=ROOT,
            env=environment,
            pass_fds=[listening.fileno()],
            process_group=0,  # Ctrl-C is for the test, which then ends it
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=words,
            text=True,
        ) as zygote,
    ):
        try:
            yield Lives(zygote, listening.getsockname()[1])
        except BaseException as error:
            error.add_note(f"The server said: {said.read_text(errors='replace')[-3000:] or 'nothing'}")
            raise
        finally:
            assert zygote.stdin is not None
            zygote.stdin.close()  # at which it kills what lives, and ends
            try:
                zygote.wait(20)
            except subprocess.TimeoutExpired:
                zygote.kill()
