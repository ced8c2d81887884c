// Joins the pieces of work that is saved as it is done: paper, clock, saver and shelf. What the person is told
// about their answers is decided here and nowhere else. What a paper looks like, questions or cases, is the
// business of the paper that a page brings along (PaperClass); work without a deadline has no clock.

import { Clock, NoClock } from "./clock.mjs";
import { HandingIn } from "./handing_in.mjs";
import { LookAgain } from "./look_again.mjs";
import { SavedLine } from "./saved_line.mjs";
import { Saver } from "./saver.mjs";
import { Shelf } from "./shelf.mjs";
import { watchTimer } from "./timer.mjs";

const byId = (id) => document.getElementById(id);

const LINE_THAT_MAY_STAY_PX = 48; // a taller one would cover too much of a small screen

// Makes the page work. A paper has: noun ("question"), questions (a Map by slot), answer, setAnswer, takeOver,
// revision, setRevision, showNewer, refresh, lock, unlock; see mock/paper.mjs and cases/paper.mjs.
export function openWorkspace(PaperClass) {
  const root = document.getElementById("workspace");
  const { attempt, person, writer } = root.dataset;
  let changes = 0;
  let keepsCopies = true;
  let halted = false;
  let signedOut = false;

  const shelf = new Shelf({ attempt, person, writer });
  const lookAgain = new LookAgain(PaperClass.noun);
  const paper = new PaperClass(root, { changed, shown, lookAgain, saver: () => saver });
  const saver = new Saver({
    shelf,
    saveUrl: root.dataset.save,
    timeUrl: root.dataset.time,
    token: root.dataset.csrf,
    on: { pending, saved, failed, refused, stopped },
  });
  const line = new SavedLine({ saver, lookAgain, noun: PaperClass.noun, keepsCopies: () => keepsCopies });
  const timed = root.dataset.remainingMs !== "";
  const clock = new (timed ? Clock : NoClock)({
    remainingMs: Number(root.dataset.remainingMs),
    allowedMs: Number(root.dataset.allowedMs),
    show: (words) => (byId("time-left").textContent = words),
    announce: (words) => (byId("announcer").textContent = words),
    extended,
    over: () => handingIn.start("time"),
    ask: askTime,
  });

  const handingIn = new HandingIn({
    saver,
    url: root.dataset.finish,
    writer,
    on: { say: (words, problem) => line.say(words, problem), notice, leave, goOn, stopped },
  });

  takeOverFromDeadPages();
  clock.start();
  if (timed) watchTimer(clock);
  byId("finish").addEventListener("submit", (event) => {
    event.preventDefault();
    handingIn.start("pressed");
  });
  window.addEventListener("beforeunload", (event) => {
    const asked = document.documentElement.dataset.leaving; // kept.mjs has, before signing out
    if ((saver.pending.length || handingIn.running) && !halted && !asked) event.preventDefault();
  });
  // Signing out in another tab empties the shelf. While something waits here, that is heard at once; and as long as
  // this page is open, it keeps what it shows.
  window.addEventListener("storage", (event) => {
    const emptied = event.key === null || (event.key.startsWith(shelf.prefix) && event.newValue === null);
    if (!emptied || !saver.pending.length) return;
    if (signedOut) keepAll();
    else if (!halted) askTime();
  });
  new ResizeObserver(([{ target }]) => {
    target.classList.toggle("cr-line--tall", target.offsetHeight > LINE_THAT_MAY_STAY_PX);
  }).observe(root.querySelector(".cr-line"));

  // soon: more of the same is likely to follow, such as the next letter; it is kept on the device at once
  function changed(slot, { soon = false } = {}) {
    changes += 1;
    lookAgain.settled(slot); // who chooses anew has seen it
    const change = { slot, base: paper.revision(slot), writer, change: changes, ...paper.answer(slot) };
    paper.refresh();
    saver.add({ ...change, at: Date.now() }, { soon });
  }

  // What was said of more time stands until the person goes on, and what needed another look was looked at.
  function shown(number) {
    byId("added").hidden = true;
    lookAgain.seen(number);
    line.looked();
  }

  function pending(kept) {
    keepsCopies = kept;
    line.saving();
  }

  function saved(change, reply, { left, tookMs }) {
    clock.heard(reply.remaining_ms, { tookMs });
    const edited = saver.pending.some((other) => other.slot === reply.slot);
    // only what is chosen with this very answer in sight builds on it
    if (reply.as_sent || !edited) paper.setRevision(reply.slot, reply.revision);
    if (reply.as_sent) saver.rebase(reply.slot, reply.revision);
    if (reply.as_sent && !edited) settle(reply.slot);
    if (!reply.as_sent && !edited) paper.showNewer(reply.slot, reply, change);
    if (handingIn.running) return;
    if (!reply.as_sent && !edited) {
      line.changedElsewhere(reply.slot);
    } else if (!left) {
      line.saved(reply.saved_at);
    }
  }

  function settle(slot) {
    lookAgain.settled(slot);
    paper.refresh();
  }

  function failed() {
    if (!handingIn.running) line.failed();
  }

  function refused(change, reply) {
    lookAgain.unsaved(change.slot, `This answer was not saved. ${reply.message ?? "Load the page again."}`);
    paper.refresh();
    if (!handingIn.running) line.notSaved(change.slot);
  }

  // Told in a place of its own: the next answer that is saved says so in the line.
  function extended(words) {
    byId("added").textContent = words;
    byId("added").hidden = false;
  }

  function stopped(status, reply) {
    if (handingIn.running) return;
    if (status === 401) {
      signedOut = true;
      keepAll();
      const next = encodeURIComponent(location.pathname);
      halt("You are signed out", `Your answers are kept on this device until somebody signs out on it. Sign in again: you come back to this ${PaperClass.noun} and they are sent.`, {
        href: `${root.dataset.signIn}?next=${next}`,
        words: "Sign in and go on",
      });
    } else if (status === 404) {
      halt("This is not your mock any more", "Somebody else is signed in on this device. Sign in as yourself to go on; when they sign out, answers of yours that were not saved are wiped.", {
        href: root.dataset.signIn,
        words: "Sign in",
      });
    } else {
      // what still waits goes along: the server keeps it apart, and says how the mock ended
      handingIn.start(reply.error === "over" ? "time" : "ended");
    }
  }

  function keepAll() {
    saver.pending.forEach((change) => shelf.keep(change));
  }

  async function askTime() {
    const reply = await saver.askTime();
    if (reply.ok && reply.body.closed) stopped(409, { error: "closed" });
    else if (reply.ok) clock.heard(reply.body.remaining_ms, reply);
    else if ([401, 404].includes(reply.status)) stopped(reply.status, {});
  }

  function leave(reply, { pressed, done }) {
    done.forEach((change) => shelf.drop(change));
    const missed = notTaken(reply);
    if (!missed && pressed) {
      halted = true;
      saver.stop();
      clock.stop();
      location.assign(reply.result);
      return;
    }
    const elsewhere = reply.already && !reply.ran_out;
    const words = elsewhere ? `This ${timed ? "mock" : PaperClass.noun} was already handed in.` : `${counted(reply.answered, "answer")} handed in.`;
    halt(reply.ran_out ? "Time is over" : elsewhere ? `This ${timed ? "mock" : PaperClass.noun} was handed in` : "Handed in", words + missed, {
      href: reply.result,
      words: "Go to the result",
    });
  }

  // What became of the last changes that do not count.
  function notTaken({ late, older, unreadable }) {
    const words = [];
    if (late) words.push(`${counted(late, "change")} came too late.`);
    if (older) words.push(`${counted(older, "change")} had a newer answer from another page, which counts.`);
    if (unreadable) words.push(`${counted(unreadable, "change")} could not be read.`);
    return words.map((one) => ` ${one}`).join("");
  }

  // The server knows of more time, or the person thought better of it.
  function goOn(remainingMs) {
    byId("stopped").hidden = true;
    paper.unlock();
    if (remainingMs !== undefined) clock.resume(remainingMs);
    if (saver.pending.length) {
      line.saving();
      saver.retryNow();
    } else {
      line.say("Not handed in: go on, and finish when you are ready");
    }
    byId("place").focus();
  }

  function counted(number, word) {
    return `${number} ${word}${number === 1 ? "" : "s"}`;
  }

  function takeOverFromDeadPages() {
    for (const change of shelf.everything()) {
      if (change.writer === writer || !paper.questions.has(change.slot)) continue;
      paper.takeOver(change);
      saver.add(change);
    }
  }

  // Nothing more is sent from this page; what is unsent stays on the shelf.
  function halt(title, words, link) {
    halted = true;
    saver.stop();
    clock.stop();
    line.say("");
    if (timed) byId("time-left").hidden = true; // it no longer counts
    byId("announcer").textContent = "";
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

  return { saver, paper };
}
