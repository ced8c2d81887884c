// Sends changes, one at a time, until the server acknowledges each. Whatever it is told stays on the
// shelf until then. It knows nothing of the page: it reports through `on`.

const GATHER_MS = 400;
const WAITS_MS = [1_000, 2_000, 4_000, 8_000, 15_000];

export class Saver {
  constructor({ shelf, saveUrl, timeUrl, token, on }) {
    Object.assign(this, { shelf, saveUrl, timeUrl, token, on });
    this.waiting = new Map();
    this.failures = 0;
    this.sending = false;
    this.stopped = false;
    window.addEventListener("online", () => this.retryNow());
  }

  get pending() {
    return [...this.waiting.values()];
  }

  // soon: wait a moment for what follows it; the change is on the shelf meanwhile.
  add(change, { soon = false } = {}) {
    this.waiting.set(`${change.writer}.${change.slot}`, change);
    const kept = this.shelf.keep(change);
    this.on.pending(kept);
    clearTimeout(this.gathering);
    if (soon) this.gathering = setTimeout(() => this.#send(), GATHER_MS);
    else this.#send();
  }

  // Sends at once what was gathered, and waits until it is stored: to true, or false if it cannot be just now.
  async settled() {
    this.retryNow();
    for (let turns = 0; turns < 50 && this.waiting.size && !this.failures && !this.stopped; turns += 1) {
      await new Promise((done) => setTimeout(done, 100));
    }
    return this.waiting.size === 0;
  }

  retryNow() {
    clearTimeout(this.gathering);
    clearTimeout(this.retry);
    this.retry = undefined;
    this.#send();
  }

  stop() {
    this.stopped = true;
    clearTimeout(this.retry);
  }

  // What still waits for this slot was chosen with the acknowledged answer in sight: it builds on that.
  rebase(slot, revision) {
    for (const change of this.waiting.values()) {
      if (change.slot !== slot || change.base >= revision) continue;
      change.base = revision;
      this.shelf.keep(change);
    }
  }

  async #send() {
    if (this.sending || this.stopped || this.retry || !this.waiting.size) return;
    this.sending = true;
    const [key, change] = this.waiting.entries().next().value;
    const reply = await this.post(this.saveUrl, change);
    this.sending = false;
    if (this.stopped) return;
    if (reply.ok) {
      this.failures = 0;
      if (this.waiting.get(key) === change) this.waiting.delete(key);
      this.shelf.drop(change);
      this.on.saved(change, reply.body, { left: this.waiting.size, tookMs: reply.tookMs });
      this.#send();
    } else if (reply.status === 400 && reply.body.error === "bad-input") {
      // This page and the server disagree about what was given out: keep it out of the way and say so.
      this.waiting.delete(key);
      this.shelf.drop(change);
      this.on.refused(change, reply.body);
      this.#send();
    } else if ([401, 404, 409].includes(reply.status)) {
      this.on.stopped(reply.status, reply.body);
    } else {
      this.#later();
    }
  }

  #later() {
    const wait = WAITS_MS[Math.min(this.failures, WAITS_MS.length - 1)];
    this.failures += 1;
    this.on.failed();
    this.retry = setTimeout(() => this.retryNow(), wait * (0.8 + Math.random() * 0.4));
  }

  // A token dies with the sign-in it belonged to; after signing in again elsewhere a fresh one is asked for.
  async post(url, body, again = true) {
    const reply = await request(url, { method: "POST", body: JSON.stringify(body), token: this.token });
    if (reply.status === 400 && reply.body.error === "form-expired" && again) {
      const time = await this.askTime();
      return time.ok ? this.post(url, body, false) : time;
    }
    return reply;
  }

  async askTime() {
    const reply = await request(this.timeUrl, { method: "GET", token: this.token });
    if (reply.ok && reply.body.csrf_token) this.token = reply.body.csrf_token;
    return reply;
  }
}

async function request(url, { method, body, token }) {
  const headers = { Accept: "application/json", "Content-Type": "application/json", "X-CSRFToken": token };
  const sentAt = performance.now();
  try {
    const signal = AbortSignal.timeout(20_000);
    const reply = await fetch(url, { method, body, headers, signal, credentials: "same-origin", redirect: "error" });
    const answer = await reply.json();
    return { ok: reply.ok, status: reply.status, body: answer, tookMs: performance.now() - sentAt };
  } catch {
    // no line; or what answered was not the site, such as the sign-in page of a guest network
    return { ok: false, status: 0, body: {} };
  }
}
