// The paper on the page: which question is in sight, its answer and flag, the map and the review.

const byId = (id) => document.getElementById(id);

export class Paper {
  static noun = "question";

  constructor(root, { changed, shown, lookAgain }) {
    Object.assign(this, { shown, lookAgain });
    this.total = Number(root.dataset.total);
    this.attempt = root.dataset.attempt;
    this.service = root.dataset.service;
    this.number = Number(root.dataset.number);
    this.questions = new Map();
    for (const section of root.querySelectorAll(".cr-question")) {
      const slot = Number(section.dataset.slot);
      this.questions.set(slot, { section, revision: Number(section.dataset.revision) });
      section.addEventListener("change", () => changed(slot));
      const form = section.querySelector("form");
      form.addEventListener("submit", (event) => this.#pressed(event, slot, changed));
    }
    for (const button of root.querySelectorAll("[data-with-script]")) button.textContent = button.dataset.withScript;
    root.addEventListener("click", (event) => this.#followed(event));
    window.addEventListener("popstate", () => this.show(numberOf(location.pathname), { push: false }));
    if (window.matchMedia("(max-width: 40em)").matches) byId("map-fold").open = false;
    this.refresh();
  }

  answer(slot) {
    const { section } = this.questions.get(slot);
    return {
      value: section.querySelector("input[name=value]:checked")?.value ?? "",
      flagged: section.querySelector("input[name=flagged]").checked,
    };
  }

  setAnswer(slot, { value, flagged }) {
    const { section } = this.questions.get(slot);
    for (const option of section.querySelectorAll("input[name=value]")) option.checked = option.value === value;
    section.querySelector("input[name=flagged]").checked = flagged;
    this.refresh();
  }

  // What a page left behind is shown; what is chosen upon it rests on what that page knew.
  takeOver(change) {
    this.questions.get(change.slot).revision = change.base;
    this.setAnswer(change.slot, change);
  }

  revision(slot) {
    return this.questions.get(slot).revision;
  }

  setRevision(slot, revision) {
    const question = this.questions.get(slot);
    question.revision = Math.max(question.revision, revision);
  }

  // Another tab or device was quicker: its answer stands, and what was chosen here is named.
  showNewer(slot, newer, mine) {
    this.setAnswer(slot, newer);
    const words = ["Changed in another tab or on another device."];
    words.push(newer.value ? `That answer (${letter(newer.value)}) is kept.` : "There the answer was cleared.");
    if (mine.value && mine.value !== newer.value) words.push(`Yours was ${letter(mine.value)}: choose it again if you want it.`);
    this.lookAgain.changed(slot, words.join(" "), { inSight: slot === this.number });
    this.refresh();
  }

  // 0 is the review.
  show(number, { push = true } = {}) {
    if (!Number.isInteger(number) || number < 0 || number > this.total) return;
    this.number = number;
    for (const [slot, { section }] of this.questions) section.hidden = slot !== number;
    byId("review").hidden = number !== 0;
    byId("to-review").parentElement.hidden = number === 0;
    const title = number ? `Question ${number} of ${this.total}` : "Review your answers";
    byId("place").replaceChildren(...(number ? [quietWord("Question "), `${number} of ${this.total}`] : [title]));
    document.title = `${title} – ${this.service}`;
    if (push) history.pushState(null, "", addressOf(number));
    this.shown(number);
    this.refresh();
    window.scrollTo(0, 0);
    byId("place").focus({ preventScroll: true });
  }

  refresh() {
    const unanswered = [];
    const flagged = [];
    for (const slot of this.questions.keys()) {
      const { value, flagged: isFlagged } = this.answer(slot);
      if (!value) unanswered.push(slot);
      if (isFlagged) flagged.push(slot);
      const cell = byId(`cell-${slot}`);
      cell.classList.toggle("cr-map__cell--answered", value !== "");
      cell.classList.toggle("cr-map__cell--flagged", isFlagged);
      cell.classList.toggle("cr-map__cell--look", this.lookAgain.has(slot));
      const state = [value ? "answered" : "not answered", isFlagged && "flagged", this.lookAgain.has(slot) && "look again"];
      cell.querySelector("[data-state]").textContent = `, ${state.filter(Boolean).join(", ")}`;
      if (slot === this.number) cell.setAttribute("aria-current", "page");
      else cell.removeAttribute("aria-current");
    }
    byId("unanswered-count").textContent = unanswered.length;
    byId("review-words").textContent = `${unanswered.length} unanswered, ${flagged.length} flagged.`;
    byId("look-key").hidden = this.lookAgain.slots.length === 0;
    listCells(byId("look-list"), this.lookAgain.slots, "Look again");
    listCells(byId("unanswered-list"), unanswered, "Unanswered");
    listCells(byId("flagged-list"), flagged, "Flagged");
  }

  lock() {
    byId("paper").hidden = true;
  }

  unlock() {
    byId("paper").hidden = false;
  }

  #pressed(event, slot, changed) {
    event.preventDefault();
    const button = event.submitter;
    if (button?.name === "clear") {
      this.setAnswer(slot, { ...this.answer(slot), value: "" });
      changed(slot);
      this.questions.get(slot).section.querySelector("input[name=value]").focus();
      return;
    }
    const steps = { previous: -1, review: -slot };
    this.show(slot + (steps[button?.value] ?? (slot < this.total ? 1 : -slot)));
  }

  #followed(event) {
    const link = event.target.closest("a[data-go]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    this.show(Number(link.dataset.go));
  }
}

// A word that a small screen leaves to those who hear it.
function quietWord(text) {
  const word = document.createElement("span");
  word.className = "cr-line__word";
  word.textContent = text;
  return word;
}

function letter(value) {
  return "ABCD"[Number(value) - 1];
}

function addressOf(number) {
  const base = location.pathname.replace(/(questions\/\d+|review)$/, "");
  return number ? `${base}questions/${number}` : `${base}review`;
}

function numberOf(path) {
  const found = path.match(/questions\/(\d+)$/);
  return found ? Number(found[1]) : 0;
}

function listCells(box, numbers, title) {
  box.hidden = numbers.length === 0;
  box.querySelector("ul").replaceChildren(
    ...numbers.map((number) => {
      const row = document.createElement("li");
      const link = document.createElement("a");
      const hidden = document.createElement("span");
      link.className = "cr-map__cell";
      link.href = addressOf(number);
      link.dataset.go = number;
      hidden.className = "nhsuk-u-visually-hidden";
      hidden.textContent = `${title}: question `;
      link.append(hidden, String(number));
      row.append(link);
      return row;
    }),
  );
}
