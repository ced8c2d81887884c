// The line that says what became of the answers. A good word never hides a bad one: "Saved" comes with what
// needs another look, and not while something waits.

export class SavedLine {
  #savedAt = "";
  #lookedFor = false;

  constructor({ saver, lookAgain, noun, keepsCopies }) {
    Object.assign(this, { saver, lookAgain, keepsCopies });
    this.noun = noun[0].toUpperCase() + noun.slice(1);
    this.line = document.getElementById("saved");
  }

  say(words, problem = false) {
    this.#lookedFor = false;
    this.line.textContent = words;
    this.line.classList.toggle("cr-line__saved--problem", problem);
  }

  saving() {
    this.#savedAt = "";
    if (this.saver.failures) this.failed();
    else this.say(this.keepsCopies() ? "Saving…" : "Saving… This device cannot keep a copy");
  }

  failed() {
    this.say(`Not saved, trying again. ${this.keepsCopies() ? "Kept on this device" : "Do not close this page"}`, true);
  }

  // at: when everything that waited was saved.
  saved(at) {
    this.#savedAt = at;
    this.#all();
  }

  changedElsewhere(slot) {
    this.say(`${this.noun} ${slot} was changed elsewhere`, true);
    this.#lookedFor = true;
  }

  notSaved(slot) {
    this.say(`${this.noun} ${slot} was not saved`, true);
    this.#lookedFor = true;
  }

  // A question or case came into sight: what was said of it may be settled.
  looked() {
    if (this.#lookedFor && !this.saver.pending.length) this.#all();
  }

  #all() {
    const look = this.lookAgain.words;
    const saved = this.#savedAt && `Saved ${this.#savedAt}`;
    this.say([saved, look].filter(Boolean).join(". "), look !== "");
    this.#lookedFor = look !== "";
  }
}
