// Joins the pieces of a running mock: paper, clock, saver and shelf. What the person is told about
// their answers is decided here and nowhere else.

import { Clock } from "./clock.mjs";
import { HandingIn } from "./handing_in.mjs";
import { Paper } from "./paper.mjs";
import { Saver } from "./saver.mjs";
import { Shelf } from "./shelf.mjs";
import { watchTimer } from "./timer.mjs";

const root = document.getElementById("workspace");
const { attempt, person, writer } = root.dataset;
const byId = (id) => document.getElementById(id);

let changes = 0;
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
  extended: (words) => say(words),
  over: () => handingIn.start("time"),
  ask: askTime,
});

const handingIn = new HandingIn({
  saver,
  url: root.dataset.finish,
  on: { say, notice, leave, goOn, stopped },
});

takeOverFromDeadPages();
clock.start();
watchTimer(clock);
byId("finish").addEventListener("submit", (event) => {
  event.preventDefault();
  handingIn.start("pressed");
});
window.addEventListener("beforeunload", (event) => {
  if ((saver.pending.length || handingIn.running) && !halted) event.preventDefault();
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

function saved(change, reply, { left, tookMs }) {
  clock.heard(reply.remaining_ms, { tookMs });
  paper.setRevision(reply.slot, reply.revision);
  const edited = saver.pending.some((other) => other.slot === reply.slot);
  if (reply.outcome !== "newer") saver.rebase(reply.slot, reply.revision);
  if (handingIn.running) return;
  if (reply.outcome === "newer" && !edited) {
    paper.setAnswer(reply.slot, reply);
    paper.sayNewer(reply.slot, change);
    say(`Question ${reply.slot} was changed elsewhere`, true);
  } else if (!left) {
    say(`Saved ${reply.saved_at}`);
  }
}

function failed() {
  if (handingIn.running) return;
  say(`Not saved, trying again. ${keepsCopies ? "Kept on this device" : "Do not close this page"}`, true);
}

function refused(change, reply) {
  say(`Question ${change.slot} was not saved. ${reply.message ?? "Load the page again."}`, true);
}

function stopped(status, reply) {
  if (handingIn.running) return;
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
  } else {
    // what still waits goes along: the server keeps it apart, and says how the mock ended
    handingIn.start(reply.error === "over" ? "time" : "ended");
  }
}

async function askTime() {
  const reply = await saver.askTime();
  if (reply.ok && reply.body.closed) stopped(409, { error: "closed" });
  else if (reply.ok) clock.heard(reply.body.remaining_ms, reply);
  else if ([401, 404].includes(reply.status)) stopped(reply.status, {});
}

function leave(reply, { pressed, refused }) {
  shelf.clear();
  if (!refused && pressed) {
    halted = true;
    saver.stop();
    clock.stop();
    location.assign(reply.result);
    return;
  }
  const elsewhere = reply.already && !reply.ran_out;
  const words = elsewhere ? "This mock was already handed in." : `${counted(reply.answered, "answer")} handed in.`;
  const late = refused ? ` ${counted(refused, "change")} came too late.` : "";
  halt(reply.ran_out ? "Time is over" : elsewhere ? "This mock was handed in" : "Handed in", words + late, {
    href: reply.result,
    words: "Go to the result",
  });
}

// The server knows of more time, or the person thought better of it.
function goOn(remainingMs) {
  byId("stopped").hidden = true;
  paper.unlock();
  if (remainingMs !== undefined) clock.resume(remainingMs);
  if (saver.pending.length) saver.retryNow();
  else say("");
  byId("place").focus();
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
  byId("time-left").hidden = true; // it no longer counts
  notice(title, words, { link });
}

// In place of the paper, and read at once.
function notice(title, words, { link, back } = {}) {
  paper.lock();
  byId("stopped-title").textContent = title;
  byId("stopped-words").textContent = words;
  byId("stopped-back").hidden = !back;
  byId("stopped-link").hidden = !link;
  if (link) {
    byId("stopped-link").textContent = link.words;
    byId("stopped-link").href = link.href;
  }
  byId("stopped").hidden = false;
  byId("stopped-title").focus();
}
