// The cases on the page: which is in sight, the codes entered in each, the map and the review.

import { Coding } from "./coding.mjs";
import { QueryForm } from "./query.mjs";
import { Record } from "./record.mjs";

const byId = (id) => document.getElementById(id);

export class Cases {
  static noun = "case";

  // saver: knows the form token and whether anything waits; it is made after the paper.
  constructor(root, { changed, shown, lookAgain, saver }) {
    Object.assign(this, { shown, lookAgain, changed, saver });
    this.total = Number(root.dataset.total);
    this.service = root.dataset.service;
    this.base = root.dataset.base;
    this.number = Number(root.dataset.number);
    this.questions = new Map();
    for (const section of root.querySelectorAll(".cr-case")) this.#take(section, root.dataset);
    for (const button of root.querySelectorAll("[data-with-script]")) button.textContent = button.dataset.withScript;
    root.addEventListener("click", (event) => this.#followed(event));
    window.addEventListener("popstate", () => {
      const there = this.#numberOf(location.pathname);
      if (there !== this.number) this.show(there, { push: false }); // a tab of the record is no other case
    });
    this.refresh();
  }

  #take(section, { search, practice }) {
    const slot = Number(section.dataset.slot);
    const record = new Record(section);
    const coding = new Coding(section, {
      record,
      address: `${this.base}${slot}`,
      search: search ? `${search}?limit=10` : "",
      practice: practice === "yes",
      token: () => this.saver().token,
      saving: () => this.saver().settled(),
      changed: (how) => this.changed(slot, how),
    });
    this.questions.set(slot, { section, coding, record, revision: Number(section.dataset.revision) });
    new QueryForm(section, { token: () => this.saver().token, replied: (html) => record.addReply(html) });
    coding.form.addEventListener("submit", (event) => this.#pressed(event, slot));
    section.querySelector("input[name=flagged]").addEventListener("change", () => this.changed(slot));
  }

  answer(slot) {
    const { section, coding } = this.questions.get(slot);
    return { value: coding.value(), flagged: section.querySelector("input[name=flagged]").checked };
  }

  // While both lists are shown nothing else of the case can be changed: the choice would be lost.
  #lock(slot, locked) {
    const { section, coding } = this.questions.get(slot);
    coding.lock(locked);
    section.querySelector("input[name=flagged]").disabled = locked;
  }

  setAnswer(slot, { value, flagged }) {
    const { section, coding } = this.questions.get(slot);
    byId(`choice-${slot}`)?.remove();
    this.#lock(slot, false);
    coding.set(value);
    section.querySelector("input[name=flagged]").checked = flagged;
    this.refresh();
  }

  takeOver(change) {
    this.questions.get(change.slot).revision = change.base;
    this.setAnswer(change.slot, change);
  }

  revision(slot) {
    return this.questions.get(slot).revision;
  }

  setRevision(slot, revision) {
    const held = this.questions.get(slot);
    held.revision = Math.max(held.revision, revision);
  }

  // Another tab or device was quicker. Both lists are shown and one is chosen: nothing is merged.
  showNewer(slot, newer, mine) {
    this.setAnswer(slot, newer);
    const words = "Changed in another tab or on another device. Those codes are kept and shown.";
    this.lookAgain.changed(slot, words, { inSight: slot === this.number });
    if (mine.value !== newer.value) this.#offer(slot, newer, mine);
    this.refresh();
  }

  #offer(slot, newer, mine) {
    const { coding } = this.questions.get(slot);
    const choose = (answer) => {
      this.setAnswer(slot, answer);
      this.changed(slot);
      coding.focus();
    };
    const words = document.createElement("p");
    words.textContent = `Yours were: ${coding.inWords(mine.value)}`;
    const choice = document.createElement("div");
    choice.className = "cr-newer";
    choice.id = `choice-${slot}`;
    choice.append(
      words,
      button("Keep those codes", () => choose(newer)),
      button("Use mine instead", () => choose({ ...mine, flagged: mine.flagged ?? false })),
    );
    byId(`newer-${slot}`).after(choice);
    this.#lock(slot, true);
  }

  // 0 is the review.
  show(number, { push = true } = {}) {
    if (!Number.isInteger(number) || number < 0 || number > this.total) return;
    this.number = number;
    for (const [slot, { section }] of this.questions) section.hidden = slot !== number;
    byId("review").hidden = number !== 0;
    byId("to-review").parentElement.hidden = number === 0;
    const title = number ? `Case ${number} of ${this.total}` : "Review your codes";
    byId("place").textContent = title;
    document.title = `${title} – ${this.service}`;
    if (push) history.pushState(null, "", number ? `${this.base}${number}` : this.base.replace(/cases\/$/, "review"));
    this.shown(number);
    this.refresh();
    window.scrollTo(0, 0);
    byId("place").focus({ preventScroll: true });
  }

  refresh() {
    for (const [slot, { section, coding }] of this.questions) {
      const { flagged } = this.answer(slot);
      const again = this.lookAgain.has(slot);
      const count = coding.count();
      byId(`review-${slot}`).textContent = [coding.counted(), flagged && "Flagged.", again && "Look again."].filter(Boolean).join(" ");
      section.querySelector("[data-count]").textContent = count;
      const cell = byId(`cell-${slot}`);
      if (!cell) continue;
      cell.classList.toggle("cr-map__cell--answered", count > 0);
      cell.classList.toggle("cr-map__cell--flagged", flagged);
      cell.classList.toggle("cr-map__cell--look", again);
      const state = [count ? "coded" : "no codes yet", flagged && "flagged", again && "look again"];
      cell.querySelector("[data-state]").textContent = `, ${state.filter(Boolean).join(", ")}`;
      if (slot === this.number) cell.setAttribute("aria-current", "page");
      else cell.removeAttribute("aria-current");
    }
    const { slots } = this.lookAgain;
    byId("look-list").hidden = slots.length === 0;
    byId("look-list").querySelector("[data-slots]").textContent = slots.map((slot) => `case ${slot}`).join(", ");
  }

  lock() {
    byId("paper").hidden = true;
  }

  unlock() {
    byId("paper").hidden = false;
  }

  #pressed(event, slot) {
    event.preventDefault();
    const steps = { previous: -1, review: -slot, next: 1 };
    const step = steps[event.submitter?.value];
    if (step !== undefined) this.show(slot + step);
  }

  #followed(event) {
    const link = event.target.closest("a[data-go]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    this.show(Number(link.dataset.go));
  }

  #numberOf(path) {
    return path.startsWith(this.base) ? Number(path.slice(this.base.length)) : 0;
  }
}

function button(words, pressed) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "nhsuk-button nhsuk-button--secondary nhsuk-button--small";
  made.textContent = words;
  made.addEventListener("click", pressed);
  return made;
}
