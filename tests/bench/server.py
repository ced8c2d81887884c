"""The real server as a child process, and the CPU time that it and its workers have used."""

from __future__ import annotations

import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
WORKERS = 4
THREADS = 2
TICK = os.sysconf("SC_CLK_TCK")


class ServerFailed(RuntimeError):
    """The server did not start, or a worker of it died; the message holds what it last said."""


@dataclass(frozen=True)
class Server:
    """A server that runs."""

    pid: int
    port: int

    def workers(self) -> list[int]:
        """The process ids of its workers."""
        return sorted(int(entry.name) for entry in Path("/proc").glob("[0-9]*") if _parent(entry) == self.pid)

    def cpu_seconds(self) -> float:
        """User and system time of the server and its workers so far, in steps of a clock tick."""
        return sum(_cpu_seconds(pid) for pid in (self.pid, *self.workers()))


@contextmanager
def serving(database_url: str, said: Path) -> Iterator[Server]:
    """The product on a free port, as it is served in earnest. said: a file for what it says."""
    with socket.create_server(("127.0.0.1", 0), backlog=2048) as listening, said.open("wb") as words:
        child = subprocess.Popen(
            [
                *(sys.executable, "-m", "gunicorn", "-k", "gthread"),
                *("-w", str(WORKERS), "--threads", str(THREADS), "--no-control-socket"),
                *("--bind", f"fd://{listening.fileno()}", "app:create_app()"),
            ],
            cwd=ROOT,
            env=_environment(database_url),
            pass_fds=[listening.fileno()],
            stdout=words,
            stderr=subprocess.STDOUT,
        )
        server = Server(child.pid, listening.getsockname()[1])
        try:
            _wait_until_ready(server, child)
            before = server.workers()
            yield server
            if server.workers() != before:
                raise ServerFailed("a worker died on the way")
        except (ServerFailed, OSError) as error:
            raise ServerFailed(f"{error}\n{said.read_text(errors='replace')[-2000:]}") from error
        finally:
            child.terminate()
            child.wait(timeout=40)


def _environment(database_url: str) -> dict[str, str]:
    own = {"DATABASE_URL": database_url, "SECRET_KEY": "only for measuring", "LOG_LEVEL": "WARNING"}
    left = {"GUNICORN_CMD_ARGS", "WEB_CONCURRENCY", "PORT"}
    return {name: value for name, value in os.environ.items() if name not in left} | own


def _wait_until_ready(server: Server, child: subprocess.Popen[bytes]) -> None:
    """Wait until every worker has started: until one answers and none uses the processor any more."""
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)
    connection.request("GET", "/sign-in")
    status = connection.getresponse().status
    connection.close()
    if status != 200:
        raise ServerFailed(f"the sign-in page answers {status}")
    before = -1.0
    while before != (now := server.cpu_seconds()):
        if child.poll() is not None:
            raise ServerFailed("the server ended")
        before = now
        time.sleep(0.4)


def _parent(entry: Path) -> int:
    fields = _fields(entry)
    return int(fields[1]) if fields else 0


def _cpu_seconds(pid: int) -> float:
    fields = _fields(Path(f"/proc/{pid}"))
    return (int(fields[11]) + int(fields[12])) / TICK if fields else 0.0


def _fields(entry: Path) -> list[str]:
    """What the kernel tells of a process, from its state on; nothing once it is gone."""
    try:
        return (entry / "stat").read_text(encoding="ascii", errors="replace").rpartition(")")[2].split()
    except OSError:
        return []
