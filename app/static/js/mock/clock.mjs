// The time left, as the server counts it.
//
// The server says how many milliseconds remain; between two answers the page counts differences on the
// monotonic clock. The device's wall clock is never used, so setting it changes nothing. The page asks
// again each minute and whenever it comes back into sight, since some devices stop the monotonic clock
// while they sleep.

const ASK_EVERY_MS = 60_000;
const MARKS_MIN = [10, 5, 1];

// Work without a deadline: the same to call, and nothing to show.
export class NoClock {
  start() {}
  resume() {}
  stop() {}
  heard() {}
}

export class Clock {
  #remaining;
  #readAt;

  constructor({ remainingMs, allowedMs, show, announce, extended, over, ask }) {
    Object.assign(this, { allowedMs, show, announce, extended, over, ask });
    this.marks = [Math.floor(allowedMs / 2 / 60_000), ...MARKS_MIN].map((minutes) => minutes * 60_000);
    this.stopped = false;
    this.heard(remainingMs);
    this.#dropPassedMarks();
  }

  start() {
    this.#run();
    document.addEventListener("visibilitychange", () => {
      if (!document.hidden && !this.stopped) this.ask();
    });
  }

  // The server knows of more time than this page did.
  resume(remainingMs) {
    this.stopped = false;
    this.heard(remainingMs);
    this.#run();
  }

  stop() {
    this.stopped = true;
    clearInterval(this.timer);
    clearInterval(this.asker);
  }

  // Every reply of the server brings the remaining time along. It was counted at some moment while the
  // request was under way: what the page has counted itself stands, unless no such moment agrees with it.
  heard(remainingMs, { tookMs = 0 } = {}) {
    if (typeof remainingMs !== "number") return;
    const known = this.#remaining === undefined ? remainingMs : this.left();
    const now = Math.min(remainingMs, Math.max(known, remainingMs - tookMs));
    const later = now > known + 30_000;
    this.#remaining = now;
    this.#readAt = performance.now();
    if (later) {
      this.marks = [Math.floor(this.allowedMs / 2 / 60_000), ...MARKS_MIN].map((minutes) => minutes * 60_000);
      this.#dropPassedMarks();
      this.extended(`${Math.round((now - known) / 60_000)} min were added. ${this.words()} left.`);
    }
  }

  left() {
    return Math.max(0, this.#remaining - (performance.now() - this.#readAt));
  }

  // Minutes while there is plenty, seconds only in the last two.
  words() {
    const left = this.left();
    if (left > 120_000) return `${Math.ceil(left / 60_000)} min`;
    const seconds = Math.ceil(left / 1000);
    const minutes = Math.floor(seconds / 60);
    return [minutes && `${minutes} min`, seconds % 60 && `${seconds % 60} s`].filter(Boolean).join(" ") || "0 s";
  }

  #run() {
    this.timer = setInterval(() => this.#tick(), 500);
    this.asker = setInterval(() => this.ask(), ASK_EVERY_MS);
    this.#tick();
  }

  #dropPassedMarks() {
    this.marks = this.marks.filter((mark) => mark < this.left() && mark > 0);
  }

  #tick() {
    if (this.stopped) return;
    this.show(`${this.words()} left`);
    const passed = this.marks.filter((mark) => this.left() <= mark);
    if (passed.length) {
      this.#dropPassedMarks();
      this.announce(`${this.words()} left.`);
    }
    if (this.left() === 0) {
      this.stop();
      this.over();
    }
  }
}
