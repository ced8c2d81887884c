"""Imports the product once and forks servers and sweeps of it, so that a hundred lives are cheap.

Run as `python -m tests.killing.zygote FD`. Orders come line by line on standard input, one line answers each:
`serve` and `sweep` fork a process group and tell its id; `bury` waits until all that was forked has ended and
tells how each did. At the end of its input it kills what still lives, so that nothing is left behind whatever
happens to the test.
"""

from __future__ import annotations

import ctypes
import json
import os
import signal
import sys
from contextlib import suppress
from typing import NoReturn

from flask.cli import ScriptInfo
from gunicorn.app.wsgiapp import run
from sqlalchemy.orm import configure_mappers

from app import create_app

DIE_WITH_PARENT = 1  # PR_SET_PDEATHSIG
ADOPT_ORPHANS = 36  # PR_SET_CHILD_SUBREAPER
SERVER = ["-k", "gthread", "-w", "2", "--threads", "2", "--no-control-socket", "--log-level", "warning"]


def main(listening: int) -> None:
    """Do as told until the input ends."""
    _ask_kernel(ADOPT_ORPHANS, 1)  # the workers of a killed server are buried here, too
    create_app()  # imports what is only imported then; each life makes its own, and opens its own database
    configure_mappers()
    groups: list[int] = []
    try:
        while order := sys.stdin.readline().strip():
            if order == "bury":
                print(json.dumps(_buried()), flush=True)
                groups.clear()
            else:
                groups.append(_born(order, listening))
                print(groups[-1], flush=True)
    finally:
        for group in groups:
            with suppress(ProcessLookupError):
                os.killpg(group, signal.SIGKILL)
        _buried()


def _born(order: str, listening: int) -> int:
    """A new life in a process group of its own; its id."""
    child = os.fork()
    if child == 0:
        try:
            os.setpgid(0, 0)
            _ask_kernel(DIE_WITH_PARENT, signal.SIGKILL)
            os.dup2(2, 1)
            (_sweep if order == "sweep" else _serve)(listening)
        except SystemExit as end:
            os._exit(end.code if isinstance(end.code, int) else 1)
        finally:
            os._exit(1)
    with suppress(PermissionError, ProcessLookupError):  # whoever is first does it
        os.setpgid(child, child)
    return child


def _serve(listening: int) -> None:
    """The product as `flask serve` starts it, with half as many workers; each makes its application anew."""
    sys.argv = ["gunicorn", *SERVER, "--bind", f"fd://{listening}", "app:create_app()"]
    run()


def _sweep(_listening: int) -> NoReturn:
    """`flask sittings close-overdue`."""
    made = create_app()
    made.cli.main(["sittings", "close-overdue"], prog_name="flask", obj=ScriptInfo(create_app=lambda: made))
    sys.exit(1)


def _buried() -> dict[int, int]:
    """How every child and adopted child ended: an exit code, or less than zero for a signal."""
    ended: dict[int, int] = {}
    with suppress(ChildProcessError):
        while True:
            child, status = os.wait()
            ended[child] = os.waitstatus_to_exitcode(status)
    return ended


def _ask_kernel(option: int, value: int) -> None:
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(option, value, 0, 0, 0)


if __name__ == "__main__":
    main(int(sys.argv[1]))
