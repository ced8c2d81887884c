// Joins the pieces of a running mock: paper, clock, saver and shelf. What the person is told about
// their answers is decided here and nowhere else.

import { Clock } from "./clock.mjs";
import { Paper } from "./paper.mjs";
import { Saver } from "./saver.mjs";
import { Shelf } from "./shelf.mjs";

const root = document.getElementById("workspace");
const { attempt, person, writer } = root.dataset;
const byId = (id) => document.getElementById(id);

let changes = 0;
let finishing = false;
let keepsCopies = true;
let halted = false;

const shelf = new Shelf({ attempt, person, writer });
const paper = new Paper(root, { changed });
const saver = new Saver({
  shelf,
  saveUrl: root.dataset.save,
  timeUrl: root.dataset.time,
  token: root.dataset.csrf,
  on: { pending, saved, failed, refused, stopped },
});
const clock = new Clock({
  remainingMs: Number(root.dataset.remainingMs),
  allowedMs: Number(root.dataset.allowedMs),
  show: (words) => (byId("time-left").textContent = words),
  announce: (words) => (byId("announcer").textContent = words),
  over: () => finish({ byPage: true }),
  ask: askTime,
});

takeOverFromDeadPages();
clock.start();
byId("finish").addEventListener("submit", (event) => {
  event.preventDefault();
  finish({ byPage: false });
});
showTime(document.documentElement.classList.contains("cr-timer-shown"));
byId("time-toggle").hidden = false;
byId("time-toggle").addEventListener("click", () => showTime(!document.documentElement.classList.contains("cr-timer-shown")));
// Asking for the time by key, also where it is hidden.
document.addEventListener("keydown", (event) => {
  if (!event.altKey || !event.shiftKey || event.code !== "KeyT") return;
  event.preventDefault();
  byId("time-left").classList.add("cr-line__time--asked");
  byId("announcer").textContent = `${clock.words()} left.`;
  setTimeout(() => byId("time-left").classList.remove("cr-line__time--asked"), 5_000);
});
window.addEventListener("beforeunload", (event) => {
  if (saver.pending.length && !finishing && !halted) event.preventDefault();
});

function changed(slot) {
  changes += 1;
  paper.refresh();
  const change = { slot, base: paper.revision(slot), writer, change: changes, ...paper.answer(slot) };
  saver.add({ ...change, at: Date.now() });
}

function pending(kept) {
  keepsCopies = kept;
  if (saver.failures) failed();
  else say(kept ? "Saving…" : "Saving… This device cannot keep a copy");
}

function saved(change, reply, left) {
  clock.heard(reply.remaining_ms);
  paper.setRevision(reply.slot, reply.revision);
  const edited = saver.pending.some((other) => other.slot === reply.slot);
  if (reply.outcome === "newer" && !edited) {
    paper.setAnswer(reply.slot, reply);
    paper.sayNewer(reply.slot);
    say(`Question ${reply.slot} was answered later on another device`, true);
  } else if (!left) {
    say(`Saved ${reply.saved_at}`);
  }
}

function failed() {
  say(`Not saved, trying again. ${keepsCopies ? "Kept on this device" : "Do not close this page"}`, true);
}

function refused(change, reply) {
  say(`Question ${change.slot} was not saved. ${reply.message ?? "Load the page again."}`, true);
}

function stopped(status, reply) {
  if (finishing) return;
  if (status === 401) {
    saver.pending.forEach((change) => shelf.keep(change)); // signing out elsewhere has wiped this device
    const next = encodeURIComponent(location.pathname);
    halt("You are signed out", "Your answers are kept on this device. Sign in again: you come back to this question and they are sent.", {
      href: `${root.dataset.signIn}?next=${next}`,
      words: "Sign in and go on",
    });
  } else if (status === 404) {
    halt("This is not your mock any more", "Somebody else is signed in on this device. Your unsent answers are kept here until then.", {
      href: root.dataset.signIn,
      words: "Sign in",
    });
  } else if (reply.error === "over" && saver.pending.length && clock.left() < 20_000) {
    finish({ byPage: true });
  } else {
    const lost = saver.pending.length;
    shelf.clear();
    halt(
      reply.error === "closed" ? "This mock was handed in" : "Time is over",
      `${reply.message ?? "Nothing more can be saved."}${lost ? ` ${counted(lost, "change")} came too late.` : ""}`,
      { href: reply.result ?? root.dataset.result, words: "Go to the result" },
    );
  }
}

async function askTime() {
  const reply = await saver.askTime();
  if (reply.ok && reply.body.closed && !finishing) stopped(409, { error: "closed", message: "It was handed in from another page.", ...reply.body });
  else if (reply.ok) clock.heard(reply.body.remaining_ms);
  else if (reply.status === 401) stopped(401, {});
}

// One request brings what is on screen and finishes. It is repeated until the server has answered.
async function finish({ byPage }) {
  if (finishing) return;
  finishing = true;
  say("Handing in…");
  if (byPage) notice("Time is over", "Your answers are being handed in.");
  if (byPage) paper.lock();
  let unreadable = 0;
  for (let tries = 0; ; tries += 1) {
    const unsent = unreadable ? [] : saver.pending.map(({ at: _at, ...change }) => change);
    const reply = await saver.post(root.dataset.finish, { by_page: byPage, changes: unsent });
    if (reply.ok) return leave(reply.body, { byPage, refused: reply.body.refused + unreadable });
    if (reply.status === 400 && reply.body.error === "bad-input" && unsent.length) {
      unreadable = unsent.length; // what an older page left behind must not keep the rest from being handed in
      continue;
    }
    if ([401, 404].includes(reply.status)) {
      finishing = false;
      byId("paper").hidden = false;
      return stopped(reply.status, reply.body);
    }
    say("Not handed in yet, trying again. Your answers are kept on this device", true);
    await new Promise((resolve) => setTimeout(resolve, Math.min(1_000 * 2 ** tries, 15_000)));
  }
}

function leave(reply, { byPage, refused }) {
  saver.stop();
  clock.stop();
  shelf.clear();
  if (!refused && !byPage) {
    location.assign(reply.result);
    return;
  }
  const late = refused ? ` ${counted(refused, "change")} came too late.` : "";
  halt(byPage ? "Time is over" : "Handed in", `${counted(reply.answered, "answer")} handed in.${late}`, {
    href: reply.result,
    words: "Go to the result",
  });
}

function counted(number, word) {
  return `${number} ${word}${number === 1 ? "" : "s"}`;
}

function takeOverFromDeadPages() {
  for (const change of shelf.everything()) {
    if (change.writer === writer || !paper.questions.has(change.slot)) continue;
    paper.setAnswer(change.slot, change);
    saver.add(change);
  }
}

// For this page only; the settings keep the choice.
function showTime(shown) {
  document.documentElement.classList.toggle("cr-timer-shown", shown);
  document.documentElement.classList.toggle("cr-timer-hidden", !shown);
  byId("time-toggle").textContent = shown ? "Hide the time" : "Show the time";
}

function say(words, problem = false) {
  byId("saved").textContent = words;
  byId("saved").classList.toggle("cr-line__saved--problem", problem);
}

// Nothing more is sent from this page; what is unsent stays on the shelf.
function halt(title, words, link) {
  halted = true;
  saver.stop();
  clock.stop();
  say("");
  notice(title, words, link);
}

// In place of the paper, and read at once.
function notice(title, words, link) {
  paper.lock();
  byId("stopped-title").textContent = title;
  byId("stopped-words").textContent = words;
  byId("stopped-link").hidden = !link;
  if (link) {
    byId("stopped-link").textContent = link.words;
    byId("stopped-link").href = link.href;
  }
  byId("stopped").hidden = false;
  byId("stopped-title").focus();
}
