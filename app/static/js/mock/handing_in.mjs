// Hands in: one request brings what is on screen and finishes. It is repeated until the server has
// answered; meanwhile the paper is out of reach, so that nothing is answered that could not count.
// When the person pressed the button, and time is not over, they may go back to answering instead.
// When the mock ended elsewhere, what still waits is sent all the same: the server keeps it apart.

const LONGEST_WAIT_MS = 15_000;

const OFF_LINE = "The site cannot be reached. Your answers are kept on this device and are";
const WORDS = {
  pressed: {
    title: "Handing in",
    words: "Your answers are being handed in.",
    later: "Not handed in yet",
    laterWords: `${OFF_LINE} handed in as soon as it can be. Leave this page open.`,
  },
  time: {
    title: "Time is over",
    words: "Your answers are being handed in.",
    later: "Time is over",
    laterWords: `${OFF_LINE} sent as soon as it can be. What was not saved before the end may come too late to count. Leave this page open.`,
  },
  ended: {
    title: "This mock is over",
    words: "Your last answers are being sent.",
    later: "This mock is over",
    laterWords: `${OFF_LINE} sent as soon as it can be. Leave this page open.`,
  },
};
const IN_USE_ELSEWHERE =
  "Your answers are handed in within a few seconds. You last answered on another page: what that one still sends counts, too.";

export class HandingIn {
  #going; // the hand-in under way; what an earlier one still hears is not its own any more
  #setAside; // what the server cannot read

  constructor({ saver, url, writer, on }) {
    Object.assign(this, { saver, url, writer, on });
    document.getElementById("stopped-back").addEventListener("click", () => this.#back());
    window.addEventListener("online", () => this.wake?.());
  }

  get running() {
    return this.#going !== undefined;
  }

  // why: "pressed" by the person, the page's "time" ran out, or it "ended" elsewhere.
  start(why) {
    if (!this.running) {
      this.#setAside = new Set();
      this.#going = {};
      this.#begin(why);
      this.#work(this.#going);
    } else if (this.why === "pressed" && why !== "pressed") {
      this.#begin(why); // from now on there is no way back
      this.wake?.();
    }
  }

  #begin(why) {
    this.why = why;
    this.on.say(why === "ended" ? "" : "Handing in…");
    this.on.notice(WORDS[why].title, WORDS[why].words);
  }

  async #work(mine) {
    for (let tries = 0; this.#going === mine; ) {
      const changes = this.saver.pending.filter((change) => !this.#setAside.has(change));
      const body = { by_page: this.why !== "pressed", writer: this.writer, changes };
      const reply = await this.saver.post(this.url, body);
      if (this.#going !== mine) return;
      if (reply.status === 400 && reply.body.error === "bad-input" && changes.length) {
        // what an older page left behind must not keep the rest from being handed in
        const odd = changes.filter((change) => !isReadable(change));
        (odd.length ? odd : changes).forEach((change) => this.#setAside.add(change));
      } else if (reply.ok && reply.body.over) {
        this.on.notice(WORDS.time.title, IN_USE_ELSEWHERE);
        await this.#pause(reply.body.remaining_ms + 100);
      } else if (reply.ok || [401, 404].includes(reply.status)) {
        return this.#answered(reply, changes);
      } else {
        this.#notYet();
        await this.#pause(Math.min(1_000 * 2 ** tries, LONGEST_WAIT_MS));
        tries += 1;
      }
    }
  }

  #answered(reply, sent) {
    this.#going = undefined;
    if (!reply.ok) return this.on.stopped(reply.status, reply.body);
    if (reply.body.running) return this.on.goOn(reply.body.remaining_ms);
    const unreadable = reply.body.unreadable + this.#setAside.size;
    this.on.leave({ ...reply.body, unreadable }, { pressed: this.why === "pressed", done: [...sent, ...this.#setAside] });
  }

  #notYet() {
    const { later, laterWords } = WORDS[this.why];
    this.on.say("Not handed in yet, trying again", true);
    this.on.notice(later, laterWords, { back: this.why === "pressed" });
  }

  // The request under way may have arrived: then the next answer is told that the mock was handed in.
  #back() {
    this.#going = undefined;
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

// Whether a change has the shape that the server takes; it refuses a request with any other in it.
export function isReadable({ slot, base, change, writer, flagged }) {
  const isCount = (value) => Number.isInteger(value) && value >= 0;
  return (
    [slot, base, change].every(isCount) &&
    typeof writer === "string" &&
    writer !== "" &&
    [true, false, undefined].includes(flagged)
  );
}
