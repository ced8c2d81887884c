// The record of a case: finding words in it, and linking some of them to a code.

const FOUND = "cr-found";

export class Record {
  onShow = () => {};

  constructor(section) {
    this.box = section.querySelector(".cr-record");
    this.panel = undefined;
    this.#watchFind();
  }

  addReply(html) {
    const replies = this.box.querySelector(".cr-replies");
    replies.insertAdjacentHTML("beforeend", html); // made safe by the server
    this.onShow();
    replies.lastElementChild.scrollIntoView({ block: "nearest" });
    replies.focus({ preventScroll: true });
  }

  // ---- finding ----

  #watchFind() {
    const find = this.box.querySelector("[data-find]");
    if (!globalThis.Highlight) return; // an older browser finds with its own means
    find.hidden = false;
    const input = find.querySelector("input");
    input.addEventListener("input", () => this.#find(input.value));
    input.addEventListener("keydown", (event) => {
      if (event.key !== "Enter") return;
      event.preventDefault();
      this.#next();
    });
    find.querySelector("button").addEventListener("click", () => this.#next());
  }

  #find(words) {
    const wanted = words.trim().toLowerCase();
    this.ranges = wanted.length < 2 ? [] : this.#documents().flatMap((page) => rangesOf(page, wanted));
    this.at = -1;
    CSS.highlights.set(FOUND, new Highlight(...this.ranges));
    const count = this.box.querySelector(".cr-find__count");
    count.textContent = wanted.length < 2 ? "" : this.#counted();
  }

  #counted() {
    if (!this.ranges.length) return "Not found in this record.";
    const places = this.#documents()
      .map((page) => [page.dataset.title, this.ranges.filter((range) => page.contains(range.startContainer)).length])
      .filter(([, times]) => times);
    return `${this.ranges.length} found: ${places.map(([title, times]) => `${title} ${times}`).join(", ")}.`;
  }

  #next() {
    if (!this.ranges?.length) return;
    this.at = (this.at + 1) % this.ranges.length;
    const range = this.ranges[this.at];
    const panel = range.startContainer.parentElement.closest(".nhsuk-tabs__panel");
    if (panel?.classList.contains("nhsuk-tabs__panel--hidden")) this.box.querySelector(`a[href$="#${panel.id}"]`)?.click();
    range.startContainer.parentElement.scrollIntoView({ block: "center" });
  }

  #documents() {
    return [...this.box.querySelectorAll("[data-document]")];
  }

  // ---- linking ----

  // With the mouse: select words. By keyboard: choose a paragraph, then shorten it to its words.
  link(line, linked) {
    this.panel?.remove();
    const panel = document.createElement("div");
    panel.className = "cr-linking";
    const id = `link-${line.querySelector("input").id}`;
    const pick = field("select", `${id}-pick`, "Paragraph of the record");
    const words = field("textarea", `${id}-words`, "The words that justify this code. Select them in the record, or choose a paragraph and shorten it");
    const told = document.createElement("p");
    told.className = "cr-code__trouble";
    told.setAttribute("role", "alert");
    pick.control.append(new Option("Choose", ""));
    const paragraphs = this.#paragraphs();
    paragraphs.forEach(({ title, text }, place) => pick.control.append(new Option(`${title}: ${shortened(text)}`, place)));
    pick.control.addEventListener("change", () => {
      const chosen = paragraphs[pick.control.value];
      words.control.value = chosen ? chosen.text.slice(0, 200) : "";
    });
    const close = () => {
      document.removeEventListener("selectionchange", selected);
      panel.remove();
      this.panel = undefined;
      line.querySelector("[data-do=link]").focus();
    };
    const selected = () => {
      const chosen = document.getSelection();
      const within = this.#documents().some((page) => page.contains(chosen.anchorNode) && page.contains(chosen.focusNode));
      if (within && !chosen.isCollapsed) words.control.value = plain(chosen.toString());
    };
    const link = () => {
      const wanted = plain(words.control.value);
      const page = this.#documents().find((one) => wanted && plain(one.textContent).includes(wanted));
      if (!wanted) told.textContent = "Select words in the record, or choose a paragraph, first.";
      else if (wanted.length > 200) told.textContent = "Link at most 200 characters.";
      else if (!page) told.textContent = "These words do not stand in the record. Copy them as they stand there.";
      else {
        close();
        linked({ document: page.dataset.document, words: wanted });
      }
    };
    document.addEventListener("selectionchange", selected);
    selected(); // what was selected before the button was pressed
    panel.append(pick.box, words.box, told, button("Link to this line", link), button("Cancel", close));
    panel.addEventListener("keydown", (event) => event.key === "Escape" && close());
    line.append(panel);
    this.panel = panel;
    pick.control.focus();
  }

  #paragraphs() {
    return this.#documents().flatMap((page) =>
      [...page.querySelectorAll("p, li, td, h4")]
        .filter((one) => !one.closest(".cr-reply__asked") && plain(one.textContent))
        .map((one) => ({ title: page.dataset.title, text: plain(one.textContent) })),
    );
  }
}

function rangesOf(page, wanted) {
  const found = [];
  const walker = document.createTreeWalker(page, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const text = node.textContent.toLowerCase();
    for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + wanted.length)) {
      const range = new Range();
      range.setStart(node, at);
      range.setEnd(node, at + wanted.length);
      found.push(range);
    }
  }
  return found;
}

function field(tag, id, words) {
  const box = document.createElement("div");
  box.className = "nhsuk-form-group";
  const label = document.createElement("label");
  Object.assign(label, { className: "nhsuk-label", htmlFor: id, textContent: words });
  const control = document.createElement(tag);
  Object.assign(control, { id, className: `nhsuk-${tag}` });
  if (tag === "textarea") control.rows = 2;
  box.append(label, control);
  return { box, control };
}

function button(words, pressed) {
  const made = document.createElement("button");
  Object.assign(made, { type: "button", textContent: words, className: "nhsuk-button nhsuk-button--secondary nhsuk-button--small" });
  made.addEventListener("click", pressed);
  return made;
}

function plain(text) {
  return text.trim().replace(/\s+/g, " ");
}

function shortened(text) {
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}
