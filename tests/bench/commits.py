"""What the database does alone: how many single-row commits a second it keeps, as durable as a save is.

The statement is the one with which a saved answer is written; connections are as many as the server has.
"""

from __future__ import annotations

import multiprocessing
import random
import sqlite3
import threading
import time
from collections.abc import Callable
from multiprocessing.synchronize import Barrier

import psycopg

from tests.bench.server import THREADS, WORKERS

# `%s` is what psycopg wants; sqlite3 wants `?`.
WRITE = (
    "UPDATE slot SET revision = revision + 1, value = %s, flagged = %s, writer = %s, writer_change = %s, "
    "saved_at = %s WHERE attempt_id = %s AND number = %s"
)
PRAGMAS = ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON", "busy_timeout = 15000")
MOMENT = "2026-11-23 09:00:00.000000"

Step = Callable[[random.Random], None]


def commits_a_second(url: str, attempts: list[int], slots: int, seconds: float) -> float:
    """Commits a second on the database at `url`, to rows of `attempts`, which nobody else may need."""
    threads = 1 if url.startswith("sqlite") else THREADS
    spawning = multiprocessing.get_context("spawn")
    gate = spawning.Barrier(WORKERS)
    counts = spawning.Queue()
    crew = [
        spawning.Process(target=_process, args=(url, attempts, slots, seconds, threads, gate, counts))
        for _ in range(WORKERS)
    ]
    for one in crew:
        one.start()
    rates = [counts.get(timeout=seconds + 60) for _ in crew]
    for one in crew:
        one.join()
    return sum(rates)


def _process(
    url: str,
    attempts: list[int],
    slots: int,
    seconds: float,
    threads: int,
    gate: Barrier,
    counts: multiprocessing.Queue[float],
) -> None:
    steps = [_sqlite_step(url, attempts, slots)] if threads == 1 else []
    steps = steps or [_postgres_step(url, attempts, slots) for _ in range(threads)]
    rates: list[float] = []
    gate.wait(timeout=60)
    crew = [threading.Thread(target=_repeat, args=(step, seconds, rates)) for step in steps]
    for one in crew:
        one.start()
    for one in crew:
        one.join()
    counts.put(sum(rates))


def _repeat(step: Step, seconds: float, rates: list[float]) -> None:
    chance, done = random.Random(), 0
    began = time.perf_counter()
    while time.perf_counter() - began < seconds:
        step(chance)
        done += 1
    rates.append(done / (time.perf_counter() - began))


def _sqlite_step(url: str, attempts: list[int], slots: int) -> Step:
    connection = sqlite3.connect(
        url.removeprefix("sqlite:///"), isolation_level=None, check_same_thread=False
    )
    for pragma in PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")
    write = WRITE.replace("%s", "?")

    def step(chance: random.Random) -> None:
        where = chance.choice(attempts), chance.randint(1, slots)
        connection.execute("BEGIN IMMEDIATE")
        connection.execute(write, ("2", False, "alone", 1, MOMENT, *where))
        connection.execute("COMMIT")

    return step


def _postgres_step(url: str, attempts: list[int], slots: int) -> Step:
    connection = psycopg.connect(url.replace("postgresql+psycopg://", "postgresql://", 1))

    def step(chance: random.Random) -> None:
        where = chance.choice(attempts), chance.randint(1, slots)
        connection.execute(WRITE, ("2", False, "alone", 1, f"{MOMENT}+00", *where))
        connection.commit()

    return step
