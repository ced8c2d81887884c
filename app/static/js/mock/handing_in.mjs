// Hands in: one request brings what is on screen and finishes. It is repeated until the server has
// answered; meanwhile the paper is out of reach, so that nothing is answered that could not count.
// When the person pressed the button, and not the time, they may go back to answering instead.

const LONGEST_WAIT_MS = 15_000;

export class HandingIn {
  constructor({ saver, url, on }) {
    Object.assign(this, { saver, url, on });
    this.running = false;
    document.getElementById("stopped-back").addEventListener("click", () => this.#back());
    window.addEventListener("online", () => this.wake?.());
  }

  async start({ byPage }) {
    if (this.running) return;
    this.running = true;
    this.byPage = byPage;
    this.on.say("Handing in…");
    this.on.notice(byPage ? "Time is over" : "Handing in", "Your answers are being handed in.");
    let unreadable = 0;
    for (let tries = 0; this.running; tries += 1) {
      const unsent = unreadable ? [] : this.saver.pending.map(({ at: _at, ...change }) => change);
      const reply = await this.saver.post(this.url, { by_page: byPage, changes: unsent });
      if (!this.running && !reply.ok) return;
      if (reply.status === 400 && reply.body.error === "bad-input" && unsent.length) {
        unreadable = unsent.length; // what an older page left behind must not keep the rest from being handed in
      } else if (reply.ok || [401, 404].includes(reply.status)) {
        return this.#answered(reply, unreadable);
      } else {
        this.#notYet();
        await this.#pause(Math.min(1_000 * 2 ** tries, LONGEST_WAIT_MS));
      }
    }
  }

  #answered(reply, unreadable) {
    this.running = false;
    if (!reply.ok) this.on.stopped(reply.status, reply.body);
    else if (reply.body.running) this.on.goOn(reply.body.remaining_ms);
    else this.on.leave(reply.body, { byPage: this.byPage, refused: reply.body.refused + unreadable });
  }

  #notYet() {
    this.on.say("Not handed in yet, trying again", true);
    this.on.notice(
      this.byPage ? "Time is over" : "Not handed in yet",
      "There is no connection. Your answers are kept on this device and are handed in as soon as it is back. Leave this page open.",
      { back: !this.byPage },
    );
  }

  #back() {
    this.running = false;
    this.wake?.();
    this.on.goOn();
  }

  #pause(milliseconds) {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      this.wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
