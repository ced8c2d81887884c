// Questions that need another look: their answer was changed elsewhere and the person has not seen it yet,
// or it was not saved. Each is told at the question, in the map, in the review and in the line on top.

const byId = (id) => document.getElementById(id);

export class LookAgain {
  #unseen = new Set();
  #unsaved = new Set();

  // noun: what a slot is called, "question" or "case".
  constructor(noun) {
    this.noun = noun;
  }

  // Another tab or device was quicker: its answer stands.
  changed(slot, words, { inSight }) {
    this.#tell(slot, words);
    if (!inSight) this.#unseen.add(slot);
  }

  unsaved(slot, words) {
    this.#tell(slot, words);
    this.#unsaved.add(slot);
  }

  seen(slot) {
    this.#unseen.delete(slot);
  }

  // What the question shows is what is stored.
  settled(slot) {
    this.#unseen.delete(slot);
    this.#unsaved.delete(slot);
    byId(`newer-${slot}`).hidden = true;
  }

  has(slot) {
    return this.#unseen.has(slot) || this.#unsaved.has(slot);
  }

  get slots() {
    return [...new Set([...this.#unseen, ...this.#unsaved])].sort((one, other) => one - other);
  }

  // "" when there is none.
  get words() {
    const slots = this.slots;
    if (slots.length > 3) return `Look at ${slots.length} ${this.noun}s again`;
    const last = slots.pop();
    if (last === undefined) return "";
    return slots.length ? `Look at ${this.noun}s ${slots.join(", ")} and ${last}` : `Look at ${this.noun} ${last}`;
  }

  #tell(slot, words) {
    byId(`newer-${slot}`).textContent = words;
    byId(`newer-${slot}`).hidden = false;
  }
}
