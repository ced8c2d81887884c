// The codes of one case: both lists, as the text that is stored, and what the buttons beside a line do.

import { CodeList } from "./code_list.mjs";

const NAMES = { diagnoses: ["diagnosis", "diagnoses"], procedures: ["procedure", "procedures"] };

export class Coding {
  // saving: resolves when what was typed is stored, to whether it is. token: gives the form token.
  constructor(section, { record, address, search, practice, token, saving, changed }) {
    Object.assign(this, { section, record, address, practice, token, saving });
    this.form = section.querySelector("form[data-codes]");
    this.form.querySelector("[data-keys]").hidden = false;
    this.lists = new Map();
    for (const fieldset of section.querySelectorAll("[data-list]")) {
      this.lists.set(
        fieldset.dataset.list,
        new CodeList(fieldset, {
          address,
          search,
          changed,
          link: (line, linked) => record.link(line, linked),
          check: practice ? (list, line, say) => this.#check(list, line, say) : undefined,
        }),
      );
    }
    const views = section.querySelector("[data-switch]");
    views.hidden = false;
    views.addEventListener("click", (event) => this.view(event.target.closest("[data-view]")?.dataset.view));
    record.onShow = () => this.view("record");
  }

  // On a phone record and codes are two views, and each keeps its place.
  view(name) {
    const desk = this.section.querySelector(".cr-desk");
    if (!name || desk.dataset.shown === name) return;
    this.places ??= {};
    this.places[desk.dataset.shown] = window.scrollY;
    desk.dataset.shown = name;
    for (const button of this.section.querySelectorAll("[data-view]")) {
      button.setAttribute("aria-pressed", String(button.dataset.view === name));
    }
    if (window.matchMedia("(max-width: 60em)").matches) window.scrollTo(0, this.places[name] ?? 0);
  }

  // The same form as the server's, so that equal codes are equal texts; "" for none.
  value() {
    const all = {};
    for (const [name, list] of this.lists) all[name] = list.lines();
    return all.diagnoses.length + all.procedures.length ? JSON.stringify(all) : "";
  }

  set(value) {
    const all = parsed(value);
    for (const [name, list] of this.lists) list.set(all[name] ?? []);
  }

  count() {
    return [...this.lists.values()].reduce((sum, list) => sum + codesIn(list), 0);
  }

  counted() {
    return [...this.lists].map(([name, list]) => words(name, codesIn(list))).join(" ");
  }

  inWords(value) {
    const all = parsed(value);
    return Object.keys(NAMES)
      .map((name) => `${NAMES[name][1]} ${(all[name] ?? []).map(({ code }) => code || "(no code)").join(", ") || "none"}`)
      .join("; ");
  }

  lock(locked) {
    for (const list of this.lists.values()) list.fieldset.disabled = locked;
  }

  focus() {
    this.lists.get("diagnoses").focus(0);
  }

  async #check(list, line, say) {
    say("Checking…");
    const reply = (await this.saving()) ? await this.#post(`${this.address}/check`, { list, line }) : undefined;
    say(reply?.hint ?? "Not checked: there is no connection, or this line is not saved yet. Try again.");
  }

  async #post(url, body) {
    const headers = { Accept: "application/json", "Content-Type": "application/json", "X-CSRFToken": this.token() };
    try {
      const reply = await fetch(url, { method: "POST", headers, body: JSON.stringify(body), signal: AbortSignal.timeout(20_000) });
      return reply.ok ? await reply.json() : { hint: (await reply.json()).message };
    } catch {
      return undefined;
    }
  }
}

// A line that has evidence and no code is kept, and is none.
function codesIn(list) {
  return list.lines().filter(({ code }) => code).length;
}

function parsed(value) {
  try {
    return value ? JSON.parse(value) : {};
  } catch {
    return {};
  }
}

function words(name, count) {
  const [one, many] = NAMES[name];
  return count ? `${count} ${count === 1 ? one : many}.` : `No ${many} entered.`;
}
