"""When the server is killed: moments that are drawn by chance, the same chance each time."""

from __future__ import annotations

import random
import threading
import time
from collections import defaultdict, deque
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True)
class Moment:
    """Some time after something was `sent`, or `acknowledged`, for the nth time in a life.

    share: how long after, as a share of what such a request usually takes, so slow machines are hit alike.
    """

    event: str
    verb: str
    nth: int
    share: float


def drawn_moment(chance: random.Random) -> Moment:
    """A moment: most often on the way of a save, now and then on that of handing in or starting."""
    nth, share = chance.randint(1, 4), chance.uniform(0, 1.5)
    moments = {
        Moment("acknowledged", "answers", nth, 0): 20,
        Moment("acknowledged", "answers", nth, share): 15,
        Moment("sent", "answers", nth, share): 35,
        Moment("sent", "finish", 1, share): 18,
        Moment("acknowledged", "finish", 1, 0): 4,
        Moment("sent", "start", 1, share): 8,
    }
    return chance.choices(list(moments), list(moments.values()))[0]


class Reaper:
    """Kills when its moment comes: in the thread that the moment belongs to, so that nothing delays it."""

    def __init__(self, kill: Callable[[], None]) -> None:
        self.deaths = 0
        self.struck = threading.Event()
        self._kill = kill
        self._moment: Moment | None = None
        self._left = 0
        self._lock = threading.Lock()
        self._took: dict[str, deque[float]] = defaultdict(lambda: deque(maxlen=15))

    def wait_for(self, moment: Moment) -> None:
        """From now on look out for this moment."""
        with self._lock:
            self.struck.clear()
            self._moment, self._left = moment, moment.nth

    def told(self, event: str, verb: str, seconds: float | None = None) -> None:
        """A client says what it did. seconds: how long it waited for an acknowledgement."""
        with self._lock:
            if seconds is not None:
                self._took[verb].append(seconds)
            moment = self._moment
            if moment is None or (event, verb) != (moment.event, moment.verb):
                return
            self._left -= 1
            if self._left:
                return
            self._moment = None
            usual = median(self._took[verb] or [0.01])
        if moment.share:
            time.sleep(moment.share * usual)  # the server goes on meanwhile, and that is what this is to hit
        self.deaths += 1
        self._kill()
        self.struck.set()
