// Hands in: one request brings what is on screen and finishes. It is repeated until the server has
// answered; meanwhile the paper is out of reach, so that nothing is answered that could not count.
// When the person pressed the button, and not the time, they may go back to answering instead.
// When the mock ended elsewhere, what still waits is sent all the same: the server keeps it apart.

const LONGEST_WAIT_MS = 15_000;

const OFF_LINE = "There is no connection. Your answers are kept on this device and are";
const WORDS = {
  pressed: {
    title: "Handing in",
    words: "Your answers are being handed in.",
    later: "Not handed in yet",
    laterWords: `${OFF_LINE} handed in as soon as it is back. Leave this page open.`,
  },
  time: {
    title: "Time is over",
    words: "Your answers are being handed in.",
    later: "Time is over",
    laterWords: `${OFF_LINE} sent as soon as it is back. What was not saved before the end may come too late to count. Leave this page open.`,
  },
  ended: {
    title: "This mock is over",
    words: "Your last answers are being sent.",
    later: "This mock is over",
    laterWords: `${OFF_LINE} sent as soon as it is back. Leave this page open.`,
  },
};

export class HandingIn {
  constructor({ saver, url, on }) {
    Object.assign(this, { saver, url, on });
    this.running = false;
    document.getElementById("stopped-back").addEventListener("click", () => this.#back());
    window.addEventListener("online", () => this.wake?.());
  }

  // why: "pressed" by the person, the page's "time" ran out, or it "ended" elsewhere.
  async start(why) {
    if (this.running) return;
    this.running = true;
    this.why = why;
    this.on.say(why === "ended" ? "" : "Handing in…");
    this.on.notice(WORDS[why].title, WORDS[why].words);
    let unsent = this.saver.pending;
    let unreadable = 0;
    for (let tries = 0; this.running; tries += 1) {
      const reply = await this.saver.post(this.url, { by_page: why !== "pressed", changes: unsent });
      if (!this.running && !reply.ok) return;
      if (reply.status === 400 && reply.body.error === "bad-input" && unsent.length) {
        // what an older page left behind must not keep the rest from being handed in
        const whole = readable(unsent);
        const kept = whole.length < unsent.length ? whole : [];
        unreadable += unsent.length - kept.length;
        unsent = kept;
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
    else this.on.leave(reply.body, { pressed: this.why === "pressed", refused: reply.body.refused + unreadable });
  }

  #notYet() {
    const { later, laterWords } = WORDS[this.why];
    this.on.say("Not handed in yet, trying again", true);
    this.on.notice(later, laterWords, { back: this.why === "pressed" });
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

// The changes that have the shape the server takes; it refuses a request with any other in it.
export function readable(changes) {
  const isCount = (value) => Number.isInteger(value) && value >= 0;
  return changes.filter(
    ({ slot, base, change, writer, flagged }) =>
      [slot, base, change].every(isCount) && typeof writer === "string" && writer && [true, false, undefined].includes(flagged),
  );
}
