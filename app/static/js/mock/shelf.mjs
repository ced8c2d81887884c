// What this device keeps until the server has acknowledged it. It survives a reload and a crash of the
// browser; signing out wipes it. Each open page (a writer) has a shelf of its own; a page that starts
// takes over what dead pages of the same attempt and person left behind.

export class Shelf {
  constructor({ attempt, person, writer, storage = window.localStorage }) {
    this.prefix = `coderready.attempt.${attempt}.${person}.`;
    this.writer = writer;
    this.storage = storage;
  }

  #key(writer, slot) {
    return `${this.prefix}${writer}.${slot}`;
  }

  // True when it was kept; a full or forbidden storage is told to the person, not hidden. A page that took
  // a change over from one that still lives must not put it in place of what that one has written since.
  keep(change) {
    try {
      const key = this.#key(change.writer, change.slot);
      if (parsed(this.storage.getItem(key))?.change > change.change) return true;
      this.storage.setItem(key, JSON.stringify(change));
      return true;
    } catch {
      return false;
    }
  }

  // Only if nothing newer was put there meanwhile.
  drop(change) {
    try {
      const key = this.#key(change.writer, change.slot);
      const kept = parsed(this.storage.getItem(key));
      if (!(kept?.change > change.change)) this.storage.removeItem(key);
    } catch {
      // this browser lets no page keep anything
    }
  }

  everything() {
    const found = this.#keys().map((key) => parsed(this.storage.getItem(key)));
    return found.filter((change) => Number.isInteger(change?.slot)).sort((one, other) => one.at - other.at);
  }

  clear() {
    this.#keys().forEach((key) => this.storage.removeItem(key));
  }

  #keys() {
    try {
      return Object.keys(this.storage).filter((key) => key.startsWith(this.prefix));
    } catch {
      return []; // this browser lets no page keep anything
    }
  }
}

// One that cannot be read must not keep the others from being sent.
function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
