// One list of codes. There is always an empty line at the end; Enter opens the next, Alt and an arrow moves a line.

import { Combobox } from "./combobox.mjs";
import { Echo } from "./echo.mjs";

// What the server takes; more is not let in, so that nothing it would refuse is ever sent.
const MOST_LINES = 40;
const MOST_EVIDENCE = 5;
const LABELS = { diagnoses: "Diagnosis", procedures: "Procedure" };

export class CodeList {
  constructor(fieldset, { address, search, changed, link, check }) {
    Object.assign(this, { fieldset, search, changed, link, check });
    this.name = fieldset.dataset.list;
    this.system = fieldset.dataset.system;
    this.box = fieldset.querySelector(".cr-codes__lines");
    this.echo = new Echo(address, this.system);
    this.made = 0;
    this.pattern = this.#lines().at(-1).cloneNode(true);
    const entered = this.#lines().map((line) => this.#read(line)).filter(isSomething);
    this.status = document.createElement("p");
    this.status.className = "cr-codes__status";
    this.status.setAttribute("role", "status");
    fieldset.append(this.status);
    fieldset.querySelector("[data-add]").parentElement.hidden = true;
    fieldset.addEventListener("input", ({ target }) => target.name === this.name && this.#typed(target.closest("[data-line]")));
    fieldset.addEventListener("keydown", (event) => this.#key(event), { capture: true });
    fieldset.addEventListener("click", (event) => this.#pressed(event));
    this.set(entered);
  }

  lines() {
    return this.#lines().map((line) => this.#read(line)).filter(isSomething);
  }

  set(lines) {
    this.status.textContent = "";
    this.box.replaceChildren();
    for (const line of [...lines, { code: "" }]) this.#add(line);
    this.#number();
  }

  focus(place) {
    this.#input(this.#lines()[place])?.focus();
  }

  #lines() {
    return [...this.box.querySelectorAll("[data-line]")];
  }

  #input(line) {
    return line?.querySelector(`input[name=${this.name}]`);
  }

  #read(line) {
    const code = tidy(this.#input(line).value);
    const linked = line.querySelector(`input[name=${this.name}-evidence]`).value;
    const evidence = linked ? JSON.parse(linked) : [];
    return evidence.length ? { code, evidence } : { code };
  }

  #add({ code, evidence = [] }) {
    const line = this.pattern.cloneNode(true);
    const input = this.#input(line);
    this.made += 1;
    input.id = `${this.fieldset.closest(".cr-case").id}-${this.name}-${this.made}`;
    line.querySelector("[data-echo]").id = `${input.id}-echo`;
    input.setAttribute("aria-describedby", `${input.id}-echo`);
    line.querySelector("label").htmlFor = input.id;
    input.value = code;
    line.querySelector("[data-hint]").textContent = "";
    this.box.append(line);
    if (this.search) new Combobox(input, { search: this.search, system: this.system, chosen: () => this.#typed(line) });
    this.#setEvidence(line, evidence);
    this.echo.show(line, code, { soon: false });
    return line;
  }

  #typed(line) {
    if (!line) return;
    line.querySelector("[data-hint]").textContent = "";
    this.status.textContent = "";
    this.echo.show(line, tidy(this.#input(line).value));
    const lines = this.#lines();
    if (!isSomething(this.#read(lines.at(-1)))) {
      // an empty line waits already
    } else if (lines.length < MOST_LINES) this.#add({ code: "" });
    else this.status.textContent = `A list takes ${MOST_LINES} lines. Remove those that are not needed.`;
    this.#number();
    this.changed({ soon: true });
  }

  #number() {
    const lines = this.#lines();
    lines.forEach((line, place) => {
      const label = place ? `${LABELS[this.name]} ${place + 1}` : `Primary ${LABELS[this.name].toLowerCase()}`;
      line.querySelector("label").textContent = label;
      const last = place === lines.length - 1 && !isSomething(this.#read(line));
      const behind = lines.length - (isSomething(this.#read(lines.at(-1))) ? 1 : 2); // the last line that can be moved to
      const hidden = { up: place === 0 || last, down: place >= behind, remove: last, link: last, check: last };
      for (const button of line.querySelectorAll("[data-do]")) {
        button.type = "button";
        button.hidden = hidden[button.dataset.do];
        button.querySelector(".nhsuk-u-visually-hidden").textContent = `: ${label}`;
      }
    });
  }

  #key(event) {
    const line = event.target.closest("[data-line]");
    if (event.key === "Enter" && event.target.name === this.name && !event.isComposing && !choosing(event.target)) {
      event.preventDefault(); // the form would be sent
      event.stopPropagation(); // the list of suggestions would take it and do nothing
      this.#goOn(line);
    }
    if (event.key === "Escape" && event.target.role === "option") setTimeout(() => this.#input(line).focus());
    if (!event.altKey || !line || !["ArrowUp", "ArrowDown"].includes(event.key)) return;
    event.preventDefault();
    event.stopPropagation(); // the list of suggestions would open
    if (this.#move(line, event.key === "ArrowUp" ? -1 : 1)) this.#input(line).focus();
  }

  #goOn(line) {
    const lines = this.#lines();
    this.#input(lines[lines.indexOf(line) + 1] ?? lines.at(-1)).focus();
  }

  #pressed(event) {
    const button = event.target.closest("button[data-do]");
    const line = button?.closest("[data-line]");
    if (!line) return;
    const act = {
      up: () => this.#move(line, -1) && this.#stay(line, "up"),
      down: () => this.#move(line, 1) && this.#stay(line, "down"),
      remove: () => this.#remove(line),
      link: () => this.link(line, (linked) => this.#linked(line, linked)),
      check: () => this.#checkLine(line),
      unlink: () => this.#unlink(line, Number(button.dataset.place)),
    }[button.dataset.do];
    act?.();
  }

  #move(line, step) {
    const lines = this.#lines();
    const place = lines.indexOf(line);
    const other = place + step;
    const moved = Math.max(place, other);
    if (other < 0 || moved >= lines.length || !isSomething(this.#read(lines[moved]))) return false;
    if (step < 0) lines[other].before(line);
    else lines[other].after(line);
    this.#number();
    this.#forgetHints();
    this.status.textContent = `${this.#read(line).code} is now line ${other + 1}.`;
    this.changed();
    return true;
  }

  #stay(line, which) {
    const button = line.querySelector(`[data-do=${which}]`);
    (button.hidden ? this.#input(line) : button).focus();
  }

  #remove(line) {
    const place = this.#lines().indexOf(line);
    const was = this.#read(line);
    line.remove();
    if (isSomething(this.#read(this.#lines().at(-1) ?? this.#add({ code: "" })))) this.#add({ code: "" });
    this.#number();
    this.#forgetHints();
    this.changed();
    this.status.textContent = `Removed ${was.code}. `;
    const undo = document.createElement("button");
    undo.type = "button";
    undo.className = "cr-link-button";
    undo.textContent = "Undo";
    undo.addEventListener("click", () => {
      const back = this.#add(was);
      this.#lines()[place]?.before(back);
      this.#number();
      this.status.textContent = "";
      this.changed();
      this.focus(place);
    });
    this.status.append(undo);
    this.focus(Math.min(place, this.#lines().length - 1));
  }

  #linked(line, linked) {
    const { evidence = [] } = this.#read(line);
    if (evidence.length >= MOST_EVIDENCE) {
      this.status.textContent = `A line takes ${MOST_EVIDENCE} links. Unlink one first.`;
      return;
    }
    this.#setEvidence(line, [...evidence, linked]);
    this.changed();
    line.querySelector("[data-do=link]").focus();
  }

  #unlink(line, place) {
    const { evidence = [] } = this.#read(line);
    this.#setEvidence(line, evidence.toSpliced(place, 1));
    this.changed();
    line.querySelector("[data-do=link]").focus();
  }

  #setEvidence(line, evidence) {
    line.querySelector(`input[name=${this.name}-evidence]`).value = evidence.length ? JSON.stringify(evidence) : "";
    const rows = evidence.map(({ words }, place) => {
      const row = document.createElement("li");
      const button = document.createElement("button");
      Object.assign(button, { type: "button", className: "cr-link-button", textContent: "Unlink" });
      Object.assign(button.dataset, { do: "unlink", place });
      const which = document.createElement("span");
      Object.assign(which, { className: "nhsuk-u-visually-hidden", textContent: `: ${words}` });
      button.append(which);
      row.append(`“${words}” `, button);
      return row;
    });
    line.querySelector("[data-evidence]").replaceChildren(...rows);
  }

  #checkLine(line) {
    const entered = this.#lines().filter((one) => isSomething(this.#read(one)));
    const asked = JSON.stringify(this.lines());
    const hint = line.querySelector("[data-hint]");
    this.check(this.name, entered.indexOf(line), (words) => {
      if (JSON.stringify(this.lines()) === asked) hint.textContent = words; // else it speaks of other codes
    });
  }

  #forgetHints() {
    for (const hint of this.box.querySelectorAll("[data-hint]")) hint.textContent = "";
  }
}

// Whether Enter would take a suggestion.
function choosing(input) {
  return input.getAttribute("aria-expanded") === "true" && Boolean(input.getAttribute("aria-activedescendant"));
}

function isSomething({ code, evidence = [] }) {
  return code !== "" || evidence.length > 0;
}

function tidy(text) {
  return text.trim().replace(/\s+/g, " ");
}
