// What was understood of a code: asked for when the typing rests, shown under the line, never in its way.

const REST_MS = 300;

export class Echo {
  #asked = new WeakMap();

  constructor(address, system) {
    Object.assign(this, { address, system });
    this.known = new Map();
  }

  show(line, text, { soon = true } = {}) {
    const before = this.#asked.get(line);
    clearTimeout(before?.timer);
    before?.abort.abort();
    const place = line.querySelector("[data-echo]");
    if (!text) return place.replaceChildren();
    if (this.known.has(text)) return write(place, this.known.get(text));
    const abort = new AbortController();
    const timer = setTimeout(() => this.#ask(place, text, abort), soon ? REST_MS : 0);
    this.#asked.set(line, { timer, abort });
    if (soon) place.replaceChildren();
  }

  async #ask(place, text, { signal }) {
    const query = new URLSearchParams({ system: this.system, text });
    try {
      const reply = await fetch(`${this.address}/echo?${query}`, { signal, headers: { Accept: "application/json" } });
      if (!reply.ok) return;
      const said = await reply.json();
      this.known.set(text, said);
      write(place, said);
    } catch {
      // no line, or something newer was typed: the code stands as typed
    }
  }
}

function write(place, { code, title, trouble, words }) {
  const parts = [];
  if (code) {
    const strong = document.createElement("strong");
    strong.textContent = code;
    parts.push(strong, ` ${title} `);
  }
  if (words) parts.push("No code yet.");
  else if (trouble) {
    const warning = document.createElement("span");
    warning.className = "cr-code__trouble";
    warning.textContent = trouble;
    parts.push(warning);
  }
  place.replaceChildren(...parts);
}
